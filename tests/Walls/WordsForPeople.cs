using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends architecture §10 and look §5: users are spoken to in Chinese. Codes that people know by their letters are listed.</summary>
public sealed partial class WordsForPeople
{
    private static readonly HashSet<string> Known =
    [
        "xlsx", "xls", "csv", "UTF", "GB", "KB", "MB", "Excel", "WPS", "CSV", "A", "Esc", "Enter", "G", "End", "J", "K", "X", "ID", "No", "HuTong", "Ctrl", "F", "PDF", "T", "GB18030", "UTF8", "A4", "demo",
    ];

    private static readonly string[] SpokenAttributes = ["title", "placeholder", "aria-label", "alt", "label", "value"];

    [Fact]
    public void Pages_speak_no_English() =>
        Wall.Holds(Repository.Sources.Where(file => file.IsPage && file.IsProduct).SelectMany(EnglishWords), "Users read Chinese (look 5).");

    [Theory]
    [InlineData("<p>Save the file</p>", 1)]
    [InlineData("<input placeholder=\"Name\" />", 1)]
    [InlineData("@model A\n<p>保存 @Model.Name 的档案（xlsx）</p>\n@code { }", 0)]
    [InlineData("@{ var title = 1; }\n@if (Model.HasRows) {\n<p>有 @(Model.Rows.Count) 行</p>\n} else {\n<p>没有</p>\n}", 0)]
    public void English_words_are_found(string text, int count) => Wall.Finds(EnglishWords(new("src/Ui/A.cshtml", text)), count);

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9]*")]
    private static partial Regex Words();

    private static IEnumerable<Offence> EnglishWords(SourceFile file)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true }).ParseDocument(RazorText.WithoutCode(file.Text));
        foreach (var text in document.Body!.Descendants<IText>().Where(text => text.ParentElement is not { LocalName: "script" or "style" or "code" or "kbd" }))
            if (Foreign(text.Data) is { Length: > 0 } words)
                yield return new(file.Path, 0, $"says \"{words}\"");
        foreach (var element in document.All)
            foreach (var name in SpokenAttributes)
                if ((name != "value" || element.LocalName is "input" && element.GetAttribute("type") is "submit" or "button")
                    && Foreign(element.GetAttribute(name) ?? "") is { Length: > 0 } words)
                    yield return new(file.Path, 0, $"says \"{words}\" in {name}");
    }

    private static string Foreign(string text) =>
        string.Join(' ', Words().Matches(text).Select(match => match.Value).Where(word => !Known.Contains(word)));
}
