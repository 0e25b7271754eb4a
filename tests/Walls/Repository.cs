using System.Diagnostics;

namespace HuTong.Walls;

/// <summary>The files of the repository as git would commit them: tracked, or new and not ignored.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Paths { get; } = ListPaths();

    /// <summary>Every C# and Razor file of src and tests.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Paths.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal)).Select(Read)];

    public static SourceFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "HuTong.slnx"))) return folder.FullName;
        throw new InvalidOperationException("Walls must run from a folder inside the repository.");
    }

    private static List<string> ListPaths()
    {
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=false", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException("git ls-files failed; Walls reads the list of files from git.");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(Root, path))).Distinct()];
    }
}
