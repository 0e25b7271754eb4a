using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends architecture §10: benchmarks build. Every project of src, tests and bench is in HuTong.slnx, and `make test` builds that.</summary>
public sealed partial class EveryProjectIsBuilt
{
    [Fact]
    public void Every_project_is_in_the_solution_that_make_test_builds()
    {
        var projects = Repository.Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));
        Wall.Holds(Missing(projects, File.ReadAllText(Path.Combine(Repository.Root, "HuTong.slnx"))), "A project that is not in HuTong.slnx is built by nobody and rots (architecture 10).");
        Wall.Holds(Unbuilt(File.ReadAllText(Path.Combine(Repository.Root, "eng/test.sh"))), "make test builds the whole solution.");
        Assert.Matches(@"(?m)^test:.*\n\t@eng/test\.sh$", File.ReadAllText(Path.Combine(Repository.Root, "Makefile")));
    }

    [Fact]
    public void The_benchmarks_are_there_once_make_speaks_of_them()
    {
        if (Repository.Paths.Any(path => path.StartsWith("bench/", StringComparison.Ordinal))) Assert.Contains(Repository.Paths, path => path.StartsWith("bench/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_left_out_and_a_test_run_that_does_not_build_are_found()
    {
        Wall.Finds(Missing(["bench/Bench.csproj", "src/Core/Core.csproj"], """<Project Path="src/Core/Core.csproj" />"""), 1);
        Wall.Finds(Missing(["bench/Bench.csproj"], """<!-- <Project Path="bench/Bench.csproj" /> -->"""), 1);
        Wall.Finds(Unbuilt("# dotnet build HuTong.slnx\ndotnet build src/Web"), 1);
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    private static IEnumerable<Offence> Missing(IEnumerable<string> projects, string solution) =>
        projects.Where(path => !Comments().Replace(solution, "").Contains($"<Project Path=\"{path}\"", StringComparison.Ordinal)).Select(path => new Offence(path, 0, "is not in HuTong.slnx"));

    private static IEnumerable<Offence> Unbuilt(string script) =>
        Regex.IsMatch(script, @"(?m)^\s*dotnet build HuTong\.slnx") ? [] : [new Offence("eng/test.sh", 0, "does not build HuTong.slnx")];
}
