using System.Globalization;
using System.Text.RegularExpressions;

namespace HuTong.Bench.Rig;

/// <summary>What wrk measured of one address.</summary>
internal sealed record Load(double PerSecond, double P99Ms);

/// <summary>Runs wrk with one thread, as performance.md 2 says.</summary>
internal static partial class Wrk
{
    /// <exception cref="InvalidOperationException">An answer was not 2xx: the run is void.</exception>
    public static async Task<Load> Run(string url, string? cookie, bool isPart, int connections, int seconds)
    {
        List<string> arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency"];
        if (cookie is not null) arguments.AddRange(["-H", $"Cookie: {cookie}"]);
        if (isPart) arguments.AddRange(["-H", "HX-Request: true"]);
        var said = (await Processes.Run("wrk", [.. arguments, url])).Output;
        if (said.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException($"{url}: {said}");
        var p99 = P99().Match(said);
        var value = double.Parse(p99.Groups[1].Value, CultureInfo.InvariantCulture) * p99.Groups[2].Value switch { "us" => 0.001, "s" => 1000, _ => 1 };
        return new Load(double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture), value);
    }

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
