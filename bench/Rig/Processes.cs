using System.Diagnostics;

namespace HuTong.Bench.Rig;

/// <summary>What a finished program took.</summary>
/// <param name="Cpu">Processor time of the program alone, without its database server.</param>
/// <param name="PeakMb">Largest resident memory (VmHWM).</param>
internal sealed record Ran(TimeSpan Time, TimeSpan Cpu, double PeakMb, string Output);

/// <summary>Runs programs, timed and with their peak memory.</summary>
internal static class Processes
{
    /// <exception cref="InvalidOperationException">It failed; its last words stand in the message.</exception>
    public static async Task<Ran> Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        double peak = 0;
        var cpu = TimeSpan.Zero;
        while (await Task.WhenAny(ended, Task.Delay(20)) != ended)
        {
            peak = Math.Max(peak, PeakMb(process.Id));
            if (!process.HasExited) cpu = process.TotalProcessorTime;
        }
        var time = watch.Elapsed;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors} {await output}");
        return new Ran(time, cpu, peak, await output);
    }

    /// <summary>VmHWM of a living process in MB; 0 when it has just ended.</summary>
    public static double PeakMb(int id) => Status(id, "VmHWM:");

    /// <summary>Resident memory now, in MB.</summary>
    public static double ResidentMb(int id) => Status(id, "VmRSS:");

    private static double Status(int id, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(one => one.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
