using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends look §2: the ratios of the token pairs, computed by the formula of WCAG from the style sheet itself.</summary>
public sealed partial class Contrast
{
    private static readonly IReadOnlyDictionary<string, string> Tokens = Read(Repository.Read("src/Ui/Assets/look/01-tokens.css").Text);

    /// <summary>Every ratio of the table in look §2, as it stands there.</summary>
    [Theory]
    [InlineData("line-control", "surface", 4.0)]
    [InlineData("line-control", "paper", 3.7)]
    [InlineData("ink", "surface", 16.3)]
    [InlineData("ink", "paper", 15.0)]
    [InlineData("ink-2", "surface", 9.3)]
    [InlineData("ink-2", "paper-2", 7.9)]
    [InlineData("ink-3", "surface", 6.6)]
    [InlineData("ink-3", "paper-2", 5.6)]
    [InlineData("#FFFFFF", "pine-9", 13.0)]
    [InlineData("pine-8", "pine-1", 8.1)]
    [InlineData("pine-7", "surface", 7.7)]
    [InlineData("pine-7", "paper", 7.1)]
    [InlineData("#FFFFFF", "pine-7", 7.8)]
    [InlineData("pine-5", "surface", 4.3)]
    [InlineData("pine-5", "paper-3", 3.3)]
    [InlineData("cinnabar", "surface", 6.9)]
    [InlineData("cinnabar", "cinnabar-1", 5.6)]
    [InlineData("cinnabar-8", "cinnabar-1", 7.6)]
    [InlineData("apricot", "pine-9", 7.0)]
    [InlineData("ink", "apricot", 8.9)]
    [InlineData("amber-8", "surface", 8.0)]
    [InlineData("amber-8", "amber-1", 6.8)]
    [InlineData("amber-5", "surface", 3.4)]
    [InlineData("slate", "surface", 8.4)]
    [InlineData("slate", "slate-1", 7.1)]
    [InlineData("heat-5-ink", "heat-5", 7.8)]
    [InlineData("heat-4-ink", "heat-4", 5.2)]
    [InlineData("heat-3-ink", "heat-3", 8.4)]
    [InlineData("heat-2-ink", "heat-2", 9.0)]
    [InlineData("heat-1-ink", "heat-1", 7.7)]
    public void Token_pairs_have_the_contrast_of_the_table(string front, string back, double ratio) =>
        Assert.Equal(ratio, Math.Round(Ratio(Colour(front), Colour(back)), 1, MidpointRounding.AwayFromZero), 0.1001);

    /// <summary>The lightest text on every ground it may stand on; 4.5 is the law of WCAG 1.4.3, and 3 that of 1.4.11.</summary>
    [Theory]
    [InlineData("ink-3", 4.5, "surface", "paper", "paper-2", "pine-0", "slate-1", "amber-1")]
    [InlineData("pine-7", 4.5, "surface", "paper", "paper-2", "pine-0", "amber-1", "cinnabar-1", "slate-1")]
    [InlineData("cinnabar", 4.5, "surface", "paper", "paper-2", "cinnabar-1")]
    [InlineData("amber-8", 4.5, "surface", "paper", "amber-1")]
    [InlineData("line-control", 3, "surface", "paper")]
    [InlineData("amber-5", 3, "surface")]
    public void Text_and_borders_are_seen_on_every_ground(string front, double least, params string[] backs) =>
        Assert.All(backs, back => Assert.InRange(Ratio(Colour(front), Colour(back)), least, 21));

    [Fact]
    public void The_formula_knows_black_on_white() => Assert.Equal(21, Ratio("#000000", "#FFFFFF"), 3);

    /// <summary>Colours live in one place: other parts of the sheet name few of their own.</summary>
    [Fact]
    public void Only_the_tokens_name_the_colours_of_text() =>
        Wall.Holds(
            Repository.Paths.Where(path => path.StartsWith("src/Ui/Assets/look/", StringComparison.Ordinal) && !path.EndsWith("01-tokens.css", StringComparison.Ordinal))
                .Select(Repository.Read)
                .SelectMany(file => TextColour().Matches(file.Text).Where(match => !OnTheBar.Contains(match.Groups[1].Value.ToUpperInvariant()))
                    .Select(match => new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), match.Value))),
            "Text colours are tokens, so that their contrast is computed (look 2).");

    /// <summary>Text of the dark bar and of paper, computed by hand: all above 7 on pine-9, #2C4A41 above 7 on the sky.</summary>
    private static readonly HashSet<string> OnTheBar = ["#FFF", "#000", "#F3EFE3", "#C9D8CF", "#D9E4DD", "#B5C9BF", "#2A1B00", "#2C4A41"];

    [GeneratedRegex(@"(?<![-\w])color:\s*(#[0-9A-Fa-f]{3,8})")]
    private static partial Regex TextColour();

    [GeneratedRegex(@"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\b")]
    private static partial Regex Token();

    private static Dictionary<string, string> Read(string css) => Token().Matches(css).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static string Colour(string name) => name.StartsWith('#') ? name : Tokens[name];

    private static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex) => 0.2126 * Channel(hex, 1) + 0.7152 * Channel(hex, 3) + 0.0722 * Channel(hex, 5);

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
