using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends a clean clone anywhere: no path or host of one machine, nothing large, no build output.</summary>
public sealed partial class Tidiness
{
    private const long LargestFile = 2 * 1024 * 1024;

    private static readonly string[] TextEndings =
        [".cs", ".cshtml", ".csproj", ".props", ".targets", ".json", ".slnx", ".md", ".sh", ".tsv", ".mjs", ".js", ".ts", ".css", ".yml", ".config", ".editorconfig", "Makefile", ".ci/run"];

    [Fact]
    public void No_tracked_file_names_a_machine() =>
        Wall.Holds(TextFiles().SelectMany(MachineWords), "A clone works anywhere: no absolute path and no registry host in tracked files.");

    [Fact]
    public void Lock_files_name_no_host() =>
        Wall.Holds(Repository.Paths.Where(path => path.EndsWith("packages.lock.json", StringComparison.Ordinal) || path.EndsWith("package-lock.json", StringComparison.Ordinal))
            .Select(Repository.Read).SelectMany(Hosts), "Lock files name packages and hashes, no host (stack, head).");

    [Fact]
    public void Nothing_large_is_tracked() =>
        Wall.Holds(Repository.Paths.Select(path => (Path: path, new FileInfo(Path.Combine(Repository.Root, path)).Length)).Where(file => file.Length > LargestFile)
            .Select(file => new Offence(file.Path, 0, $"has {file.Length:N0} bytes")), "Large files are made again by a script, not kept.");

    [Fact]
    public void No_build_output_is_tracked() =>
        Wall.Holds(Repository.Paths.Where(path => BuildOutput().IsMatch(path)).Select(path => new Offence(path, 0, "is made by a build or a run")), "Build output is ignored.");

    [Fact]
    public void Planted_machine_words_are_found()
    {
        Wall.Finds(MachineWords(new("a.json", "\"source\": \"/home/li/nuget\", \"C:\\\\Users\\\\li\", \"/root/x\"")), 3);
        Wall.Finds(Hosts(new("package-lock.json", "\"resolved\": \"https://registry.example/x.tgz\"")), 1);
        Assert.Matches(BuildOutput(), "src/Core/bin/Debug/a.dll");
    }

    private static IEnumerable<SourceFile> TextFiles() =>
        Repository.Paths.Where(path => TextEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && !path.EndsWith("Tidiness.cs", StringComparison.Ordinal)).Select(Repository.Read);

    [GeneratedRegex(@"(?<![\w./])/(?:home|root|Users|work|w|mnt|opt/homebrew)/[\w.]+|\b[A-Z]:\\\\?Users\\|\b(?:api\.nuget\.org|registry\.npmjs\.org|registry\.npmmirror\.com)\b")]
    private static partial Regex Machine();

    [GeneratedRegex(@"https?://[^\s""]+")]
    private static partial Regex Host();

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|var|TestResults)/|\.(db|db-wal|db-shm|dll|pdb)$")]
    private static partial Regex BuildOutput();

    private static IEnumerable<Offence> MachineWords(SourceFile file) =>
        Machine().Matches(file.Text).Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"names {match.Value}"));

    private static IEnumerable<Offence> Hosts(SourceFile file) =>
        Host().Matches(file.Text).Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"names {match.Value}"));
}
