using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends style "Files": no file over 400 lines, no method over 60, without a reason in the list.</summary>
public sealed partial class Sizes
{
    private const int LongestFile = 400;
    private const int LongestMethod = 60;

    /// <summary>"path" or "path#method" and the reason why it may be longer. Empty is the wish.</summary>
    private static readonly Dictionary<string, string> Excused = new()
    {
    };

    [Fact]
    public void No_file_and_no_method_is_too_long() =>
        Wall.Holds(Repository.Sources.Where(file => !file.IsGenerated).SelectMany(TooLong), $"Files have at most {LongestFile} lines, methods {LongestMethod} (style).");

    [Fact]
    public void Every_excuse_is_still_needed() =>
        Wall.Holds(Excused.Where(excuse => !Repository.Paths.Contains(excuse.Key.Split('#')[0])).Select(excuse => new Offence(excuse.Key, 0, "is excused but gone")), "Excuses name what exists.");

    [Fact]
    public void A_long_method_and_a_long_file_are_found()
    {
        var body = string.Join('\n', Enumerable.Repeat("        Step(\"}\");", LongestMethod));
        Wall.Finds(TooLong(new("src/Core/A.cs", $"class A\n{{\n    public static void Long(int a)\n    {{\n{body}\n    }}\n    void Short() {{ }}\n}}")), 1);
        Wall.Finds(TooLong(new("src/Core/A.cs", new string('\n', LongestFile + 1))), 1);
    }

    private static IEnumerable<Offence> TooLong(SourceFile file)
    {
        var lines = file.Text.AsSpan().Count('\n');
        if (lines > LongestFile && !Excused.ContainsKey(file.Path)) yield return new(file.Path, lines, $"has {lines} lines");
        if (!file.IsCSharp) yield break;
        foreach (var (name, line, length) in Methods(file.Bones))
            if (length > LongestMethod && !Excused.ContainsKey($"{file.Path}#{name}")) yield return new(file.Path, line, $"{name} has {length} lines");
    }

    // A body in braces after "name(…)": a method, constructor or local function. Keywords that look alike are not names.
    [GeneratedRegex(@"\b(?<name>[A-Za-z_]\w*)\s*(?:<[\w\s,]*>)?\s*\((?<args>[^;{}]*)\)\s*(?:where\s[^{;=]*|:\s*(?:base|this)\s*\([^{;]*\)\s*)?\{")]
    private static partial Regex Heads();

    private static readonly HashSet<string> NotNames = ["if", "for", "foreach", "while", "switch", "catch", "using", "lock", "fixed", "class", "record", "struct", "new", "when", "return", "nameof"];

    private static IEnumerable<(string Name, int Line, int Length)> Methods(string bones)
    {
        foreach (Match head in Heads().Matches(bones))
        {
            var name = head.Groups["name"].Value;
            if (NotNames.Contains(name) || IsType(bones, head.Index)) continue;
            var end = ClosingBrace(bones, head.Index + head.Length);
            var from = SourceFile.LineOf(bones, head.Index);
            yield return (name, from, SourceFile.LineOf(bones, end) - from + 1);
        }
    }

    /// <summary>A type with a primary constructor, or "new Name(…) {": its braces hold members or an initialiser.</summary>
    private static bool IsType(string bones, int index)
    {
        var start = bones.LastIndexOfAny([';', '{', '}'], Math.Max(0, index - 1)) + 1;
        return TypeWords().IsMatch(bones[start..index]);
    }

    [GeneratedRegex(@"\b(class|record|struct|interface|new|enum)\b")]
    private static partial Regex TypeWords();

    private static int ClosingBrace(string bones, int at)
    {
        for (var depth = 1; at < bones.Length; at++)
        {
            depth += bones[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return at;
        }
        return bones.Length - 1;
    }
}
