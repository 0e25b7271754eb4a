using System.Globalization;

namespace HuTong.Bench;

/// <summary>Prints each figure beside the limit of the same run and keeps it in results.tsv.</summary>
internal sealed class Report(string commit, string resultsFile)
{
    private readonly List<string> missed = [];

    /// <summary>Figures that missed half or more of their target, in words; empty is good.</summary>
    public IReadOnlyList<string> FarFromTarget => missed;

    /// <param name="name">c1.import …</param>
    /// <param name="what">Engine and size, as "pg rows=100000".</param>
    /// <param name="product">One figure a round; the median counts.</param>
    /// <param name="limit">The raw limit of the same rounds.</param>
    /// <param name="target">Of the ratio product ÷ limit.</param>
    /// <param name="more">True for a rate, which is better when larger; a time is better when smaller.</param>
    /// <returns>The product's median.</returns>
    public double Line(string name, string what, IReadOnlyList<double> product, IReadOnlyList<double> limit, string unit, double target, bool more)
    {
        var (made, bound) = (Median(product), Median(limit));
        var ratio = made / bound;
        var isMet = more ? ratio >= target : ratio <= target;
        var noise = limit.Count > 1 && limit.Max() > 2 * limit.Min() ? " NOISY" : "";
        var isFar = more ? ratio < target / 2 : ratio > target * 2;
        if (isFar) missed.Add($"{name} {what}: {Show(ratio)}");
        Print($"{name} {what} product={Show(made)}{unit} limit={Show(bound)}{unit} ratio={ratio.ToString("0.00", CultureInfo.InvariantCulture)} target{(more ? ">=" : "<=")}{target.ToString("0.##", CultureInfo.InvariantCulture)} {(isMet ? "PASS" : "MISS")}{noise}");
        return made;
    }

    public void Note(string text) => Print("  " + text);

    private void Print(string line)
    {
        var stamped = line.StartsWith("  ", StringComparison.Ordinal) ? line : $"{line} load={Load()}";
        Console.WriteLine(stamped);
        if (!File.Exists(resultsFile)) File.WriteAllText(resultsFile, "day\tcommit\tfigure\n");
        File.AppendAllText(resultsFile, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm}\t{commit}\t{stamped.Trim()}\n");
    }

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Show(double value) => value.ToString(value >= 100 ? "0" : value >= 1 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);
}
