using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends security §7 (strict CSP, no eval) and look §6.7: pages carry no script or style of their own.</summary>
public sealed partial class Markup
{
    private static readonly (string Pattern, string Rule)[] Bans =
    [
        (@"<script(?![^>]*\bsrc\s*=)", "no inline script"),
        (@"<style\b", "no style element"),
        (@"\sstyle\s*=\s*[""'@]", "no style attribute; widths are SVG or progress"),
        (@"\son[a-z]+\s*=\s*[""'@]", "no event attribute"),
        (@"\bhx-on\b", "no hx-on: it needs eval"),
        (@"\bjs:", "no js: values: they need eval"),
        (@"javascript:", "no javascript: address"),
        (@"hx-trigger\s*=\s*""[^""]*\[", "no trigger filters: they need eval"),
        (@"htmx:[a-z]+[A-Z]", "event names of htmx 2"),
        (@"\bhx-(?:vars|params|ext|disinherit|disabled-elt)\b", "attributes that htmx 4 does not know"),
        (@"https?://(?!www\.w3\.org/)", "nothing is fetched from another host"),
    ];

    [Fact]
    public void Pages_carry_no_script_style_or_foreign_address() =>
        Wall.Holds(Repository.Sources.Where(file => file.IsPage && file.IsProduct).SelectMany(Offences), "The content security policy allows only files of our own (security 7).");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<style>p{}</style>")]
    [InlineData("<p style=\"width:3px\">")]
    [InlineData("<p onclick=\"go()\">")]
    [InlineData("<p hx-on:click=\"go()\">")]
    [InlineData("<p hx-vals='js:{a:1}'>")]
    [InlineData("<p hx-trigger=\"click[ctrlKey]\">")]
    [InlineData("<script src=\"https://cdn.example/x.js\"></script>")]
    public void A_planted_piece_is_found(string text) => Assert.NotEmpty(Offences(new("src/Ui/A.cshtml", text)));

    [Fact]
    public void A_script_file_of_our_own_is_fine() => Wall.Finds(Offences(new("src/Ui/A.cshtml", "<script src=\"~/ht.js\" defer></script><p class=\"on\">")), 0);

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    private static IEnumerable<Offence> Offences(SourceFile file)
    {
        var text = Comments().Replace(file.Text, match => new string('\n', match.Value.Count(letter => letter == '\n')));
        return from ban in Bans
               from match in Regex.Matches(text, ban.Pattern)
               select new Offence(file.Path, SourceFile.LineOf(text, match.Index), ban.Rule);
    }
}
