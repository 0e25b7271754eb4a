using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>
/// Defends architecture §10: every requirement quoted in code or test exists, and docs/requirements.csv names only tests that exist.
/// Rules (R-041), clocks (T-21) and cases (A-035) stand in tests/Walls/known-ids.txt; requirements of rooms not yet built are held by their shape.
/// </summary>
public sealed partial class QuotedIds
{
    private static readonly string[] Groups =
        ["ORG", "REG", "VIS", "GUA", "PRO", "BEN", "AID", "MOB", "PSY", "EDU", "SAF", "WRK", "PLA", "SVC", "TSK", "DAT", "STA", "INS"];

    /// <summary>The groups whose rows stand in docs/requirements.csv; add a group with its room.</summary>
    private static readonly string[] GroupsInTable = ["ORG", "REG", "VIS", "STA", "WRK"];

    private static readonly Lazy<IReadOnlyList<string[]>> Requirements = new(() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs/requirements.csv")).Skip(1).Where(line => line.Length > 0).Select(CsvCells)]);

    [Fact]
    public void Every_requirement_quoted_is_in_the_table()
    {
        var known = Requirements.Value.Select(row => row[0]).ToHashSet();
        Wall.Holds(Repository.Sources.Where(file => !IsSelf(file)).SelectMany(file => Unknown(file, known)), "A quoted requirement stands in docs/requirements.csv.");
    }

    [Fact]
    public void Every_rule_clock_and_case_quoted_is_known() =>
        Wall.Holds(Repository.Sources.Where(file => !IsSelf(file)).SelectMany(file => NotKnown(file, KnownIds.Value)), "A quoted rule, clock or case stands in tests/Walls/known-ids.txt.");

    [Fact]
    public void Every_id_has_its_shape() =>
        Wall.Holds(Repository.Sources.Where(file => !IsSelf(file)).SelectMany(Misshapen), "Rules are R-001, clocks T-01, cases A-001, requirements ORG-001.");

    [Fact]
    public void Every_row_of_the_table_names_a_test_that_exists_or_says_why_not() =>
        Wall.Holds(Requirements.Value.SelectMany(RowOffences), "docs/requirements.csv: id,page,test,note; a row without page or test says in its note what is missing.");

    [Fact]
    public void A_wrong_id_is_found()
    {
        Wall.Finds(Unknown(new("tests/X/A.cs", "// REG-999 and REG-001"), ["REG-001"]), 1);
        Wall.Finds(NotKnown(new("tests/X/A.cs", "// R-041, R-999, A-035, T-21, T-059, A-1"), ["R-041", "A-035", "T-21"]), 2);
        Wall.Finds(Misshapen(new("tests/X/A.cs", "// R-41, A-35, REG-1, R-041, A-035, T-21, REG-001, T13")), 3);
        Wall.Finds(RowOffences(["REG-001", "/x", "No_such_promise_anywhere", ""]), 1);
        Wall.Finds(RowOffences(["REG-001", "", "", ""]), 1);
    }

    private static readonly Lazy<HashSet<string>> KnownIds = new(() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests/Walls/known-ids.txt")).Where(line => line.Length > 0 && line[0] != '#').SelectMany(Run)]);

    /// <summary>"R-001 R-133" is every number of the run, "R-144" that one.</summary>
    private static IEnumerable<string> Run(string line)
    {
        var ends = line.Split(' ');
        var (from, to) = (int.Parse(ends[0].AsSpan(2), null), int.Parse(ends[^1].AsSpan(2), null));
        return Enumerable.Range(from, to - from + 1).Select(number => ends[0][..2] + number.ToString(new string('0', ends[0].Length - 2), null));
    }

    private static bool IsSelf(SourceFile file) => Path.GetFileName(file.Path) == "QuotedIds.cs";

    [GeneratedRegex(@"(?<![\w-])(?<group>[A-Z]{3})-(?<number>\d{3})(?![\w-])")]
    private static partial Regex RequirementIds();

    [GeneratedRegex(@"(?<![\w-])(?:[RA]-(?!\d{3}(?!\d))\d+|T-(?!\d{2,3}(?!\d))\d+)(?![\w-])")]
    private static partial Regex WrongShapes();

    [GeneratedRegex(@"(?<![\w-])(?<group>[A-Z]{3})-(?!\d{3}(?![\w-]))\d+(?![\w-])")]
    private static partial Regex WrongRequirementShapes();

    private static IEnumerable<Offence> Unknown(SourceFile file, HashSet<string> known) =>
        RequirementIds().Matches(file.Text).Where(match => GroupsInTable.Contains(match.Groups["group"].Value) && !known.Contains(match.Value))
            .Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"quotes {match.Value}"));

    [GeneratedRegex(@"(?<![\w-])(?:[RA]-\d{3}|T-\d{2,3})(?![\w-])")]
    private static partial Regex RuleIds();

    private static IEnumerable<Offence> NotKnown(SourceFile file, HashSet<string> known) =>
        RuleIds().Matches(file.Text).Where(match => !known.Contains(match.Value)).Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"quotes {match.Value}, which nothing defines"));

    private static IEnumerable<Offence> Misshapen(SourceFile file) =>
        WrongShapes().Matches(file.Text)
            .Concat(WrongRequirementShapes().Matches(file.Text).Where(match => Groups.Contains(match.Groups["group"].Value)))
            .Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"writes {match.Value}"));

    private static IEnumerable<Offence> RowOffences(string[] row)
    {
        if (row is not [var id, var page, var test, var note]) { yield return new("docs/requirements.csv", 0, $"{row[0]} has {row.Length} cells"); yield break; }
        if ((page.Length == 0 || test.Length == 0) && note.Length == 0) yield return new("docs/requirements.csv", 0, $"{id} says neither where it is shown nor what is missing");
        foreach (var name in test.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (!Repository.Sources.Any(file => file.IsTest && !IsSelf(file) && Regex.IsMatch(file.Text, $@"\b{Regex.Escape(name)}\b")))
                yield return new("docs/requirements.csv", 0, $"{id} names a test that does not exist: {name}");
    }

    private static string[] CsvCells(string line) =>
        [.. CsvCell().Matches(line).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value.Replace("\"\"", "\"") : match.Groups["plain"].Value)];

    [GeneratedRegex("""(?:^|,)(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,]*))""")]
    private static partial Regex CsvCell();
}
