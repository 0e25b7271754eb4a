using HuTong.Bench.Rig;

namespace HuTong.Bench;

/// <summary>
/// Measures the product beside the raw limit of the same run: `bench [b] [c] [c3] [d] [h] [u] [v] [--size 10k|100k|1m] [--engine pg|sqlite] [--rounds N]`.
/// A register that `bench fill DATA DB CHILDREN` has filled is measured by `bench b d --size … --filled DATA [--db CONNECTION]`: a million takes long.
/// Exit code 1 when a ratio missed even half its target.
/// </summary>
internal sealed class Bench
{
    private readonly string root, app;

    private Bench(string root, string app, int rows, int rounds, string commit)
    {
        (this.root, this.app, Rows, Rounds) = (root, app, rows, rounds);
        Report = new Report(commit, Path.Combine(root, "bench", "results.tsv"));
    }

    public int Rows { get; }
    public int Rounds { get; }
    public Report Report { get; }

    /// <summary>Length of one run of wrk.</summary>
    public int Seconds => Rows > 10_000 ? 3 : 1;
    public string App => app;
    public string Root => root;

    public static async Task<int> Run(string[] args)
    {
        var root = Find(AppContext.BaseDirectory);
        var size = Option(args, "--size") ?? "10k";
        var engines = Option(args, "--engine") is { } one ? new[] { one } : ["pg", "sqlite"];
        var letters = args.Where(arg => arg is "b" or "c" or "c3" or "d" or "h" or "u" or "v").DefaultIfEmpty("all").ToHashSet();
        var commit = (await Processes.Run("git", ["rev-parse", "--short", "HEAD"], folder: root)).Output.Trim();
        var rows = size switch { "10k" => 10_000, "100k" => 100_000, "1m" => 1_000_000, _ => throw new ArgumentException("--size 10k, 100k or 1m") };
        var bench = new Bench(root, Path.Combine(root, "bench", "out", "app"), rows, int.Parse(Option(args, "--rounds") ?? "3"), commit);
        bool Wants(string letter) => letters.Contains("all") || letters.Contains(letter);
        if (Option(args, "--filled") is { } filled)
        {
            var standing = new Product(bench.App, filled, Option(args, "--db"));
            await bench.Full(standing, standing.Db is null ? "sqlite" : "pg", RegisterFill.FirstOfUsual(rows), "filled before", Wants);
            return bench.Report.FarFromTarget.Count == 0 ? 0 : 1;
        }
        foreach (var engine in engines)
        {
            await using var ground = await Ground.Lay(root, bench.App, engine);
            if (Wants("c")) await new Imports(bench).Run(ground);   // c1, c2
            if (Wants("h")) await new Starts(bench).Run(await ground.Fresh("started"), ground);
            if (Wants("u")) await new Refusals(bench).Run(await ground.Fresh("refused"), engine);
            if (!Wants("b") && !Wants("c3") && !Wants("d") && !Wants("v")) continue;
            var full = await ground.Fresh("filled");
            var known = await RegisterFill.Run(full.Data, full.Db, rows, _ => { });
            await ground.Tidy("filled");
            if (Wants("c3")) await new WhileImporting(bench).Run(full, ground, rows);
            await bench.Full(full, engine, known, await ground.About("filled"), Wants);
        }
        foreach (var far in bench.Report.FarFromTarget) Console.Error.WriteLine($"More than twice from its target: {far}");
        return bench.Report.FarFromTarget.Count == 0 ? 0 : 1;
    }

    private async Task Full(Product full, string engine, int known, string about, Func<string, bool> wants)
    {
        if (wants("d")) await new Doubles(this).Run(full, engine, known);
        if (wants("v")) await new Visits(this).Run(full, engine);   // a1, a2, f1, f2 and the duties of a month
        if (wants("b")) await new Pages(this).Run(full, engine, known, about);
    }

    /// <summary>Runs this program again, for limits that are whole programs.</summary>
    public Task<Ran> Self(params string[] arguments) => Processes.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "HuTong.Bench.dll"), .. arguments]);

    /// <param name="db">Connection of the register that <see cref="Bare.OneStatement"/> asks.</param>
    public Task<Server> ServeBare(string folder, string db = "") => Server.Start(["dotnet", Path.Combine(AppContext.BaseDirectory, "HuTong.Bench.dll"), "bare", folder], url => new() { ["BARE_URLS"] = url, ["BARE_DB"] = db });

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "HuTong.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The benchmark runs inside the checkout.");
    }
}
