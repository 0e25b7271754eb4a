using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends style "Dependencies" and "Configuration": each package has its line, each setting its row, each relative link its target.</summary>
public sealed partial class Documents
{
    [Fact]
    public void Every_package_has_its_reason()
    {
        var reasons = Repository.Read("docs/decisions/dependencies.md");
        Wall.Holds(Packages(Repository.Read("Directory.Packages.props")).Where(package => !IsNamed(reasons.Text, package)).Select(package => new Offence("Directory.Packages.props", 0, $"{package} has no line in docs/decisions/dependencies.md")),
            "Each dependency says what for, why, licence, what instead (style).");
    }

    [Fact]
    public void Every_setting_is_in_the_one_table() =>
        Wall.Holds(Repository.Sources.Concat(Repository.Paths.Where(path => path.EndsWith(".sh", StringComparison.Ordinal)).Select(Repository.Read)).SelectMany(file => Undocumented(file, Repository.Read("docs/operations.md").Text)),
            "A HUTONG_ variable stands in the table of docs/operations.md (style, configuration).");

    [Fact]
    public void Every_relative_link_leads_somewhere() =>
        Wall.Holds(Repository.Paths.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Select(Repository.Read).SelectMany(DeadLinks), "A document's links work.");

    [Fact]
    public void What_is_missing_is_found()
    {
        Assert.False(IsNamed("| Sep | reading |", "NSec.Cryptography"));
        Assert.True(IsNamed("| OpenTelemetry.Extensions.Hosting, .Instrumentation.AspNetCore |", "OpenTelemetry.Instrumentation.AspNetCore"));
        Wall.Finds(Undocumented(new("src/Web/A.cs", "Get(\"HUTONG_NOWHERE\")"), "| `HUTONG_DB` |"), 1);
        Wall.Finds(DeadLinks(new("docs/tour.md", "[a](nowhere.md) [b](glossary.md) [c](https://example.org)")), 1);
    }

    private static IEnumerable<string> Packages(SourceFile props) =>
        XDocument.Parse(props.Text).Descendants("PackageVersion").Select(package => (string)package.Attribute("Include")!);

    /// <summary>By its whole name, or by its ending in a list of one family (".Instrumentation.AspNetCore", "Relational").</summary>
    private static bool IsNamed(string text, string package) =>
        text.Contains(package, StringComparison.Ordinal)
        || package.Split('.') is [var family, .. var rest] && text.Split('\n').Any(line => line.Contains($"| {family}.", StringComparison.Ordinal)
            && (line.Contains($" .{string.Join('.', rest)}", StringComparison.Ordinal) || Regex.IsMatch(line, $@"[(+,] ?{Regex.Escape(rest[^1])}[,)]")));

    [GeneratedRegex(@"\bHUTONG_[A-Z_]+\b")]
    private static partial Regex Settings();

    private static IEnumerable<Offence> Undocumented(SourceFile file, string table) =>
        Settings().Matches(file.Text).DistinctBy(match => match.Value)
            .Where(match => !table.Contains($"`{match.Value}`", StringComparison.Ordinal) && !match.Value.EndsWith("_PG_FOLDER", StringComparison.Ordinal) && Path.GetFileName(file.Path) != "Documents.cs")
            .Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"reads {match.Value}"));

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#\s]+)[^)]*\)")]
    private static partial Regex Links();

    private static IEnumerable<Offence> DeadLinks(SourceFile file) =>
        from match in Links().Matches(file.Text)
        let target = match.Groups["target"].Value
        let full = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file.Path)!, target))
        where !File.Exists(full) && !Directory.Exists(full) && target != "docs/screenshot.png"
        select new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"links to {target}, which is not there");
}
