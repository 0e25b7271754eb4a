using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends "sent again it is saved": a form that carries the version it was made from gets the new one when it comes back stale; what was posted would win over it (ModelState).</summary>
public sealed partial class VersionsComeBackNew
{
    [Fact]
    public void Every_form_with_a_version_takes_the_new_one() =>
        Wall.Holds(Repository.Paths.Where(path => path.EndsWith(".cshtml", StringComparison.Ordinal)).Select(Repository.Read).SelectMany(view => Kept(view, ModelOf(view))), "A page removes the posted version before it shows the new one.");

    [Fact]
    public void A_version_that_is_kept_is_found()
    {
        const string Form = "<input type=\"hidden\" asp-for=\"Input.Version\">";
        Wall.Finds(Kept(new("src/A.cshtml", Form), "ModelState.Add(problems);"), 1);
        Wall.Finds(Kept(new("src/A.cshtml", Form), "ModelState.Remove(\"Input.Version\");"), 0);
        Wall.Finds(Kept(new("src/A.cshtml", "<input asp-for=\"Version\">"), "ModelState.Remove(nameof(Version));"), 0);
    }

    [GeneratedRegex("asp-for=\"(?<field>[A-Za-z.]*Version)\"")]
    private static partial Regex Field();

    private static IEnumerable<Offence> Kept(SourceFile view, string model) =>
        from match in Field().Matches(view.Text)
        let field = match.Groups["field"].Value
        where !model.Contains($"ModelState.Remove(\"{field}\")", StringComparison.Ordinal) && !model.Contains($"ModelState.Remove(nameof({field}))", StringComparison.Ordinal)
        select new Offence(view.Path, SourceFile.LineOf(view.Text, match.Index), $"comes back with the {field} that was posted");

    private static string ModelOf(SourceFile view) =>
        string.Concat(new[] { view.Path + ".cs", view.Path.Replace(".cshtml", ".cs", StringComparison.Ordinal), view.Path.Replace(".cshtml", "Page.cs", StringComparison.Ordinal) }.Where(Repository.Paths.Contains).Select(path => Repository.Read(path).Text));
}
