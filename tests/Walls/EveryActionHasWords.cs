using System.Text.RegularExpressions;
using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Ui.Words;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends look §5: whatever is written into the record or the access log stands on pages in Chinese words, never as its code.</summary>
public sealed partial class EveryActionHasWords
{
    /// <summary>Actions that are put together, with all that they can become.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> PutTogether = new(StringComparer.Ordinal)
    {
        ["{part.Slug}-{way}"] = Slugs().SelectMany(Corrections),
        ["state-{move.To}"] = FileLifeCycle.Moves.Where(move => !move.From.Contains(FileStates.New) && move.To != FileStates.Merged).Select(move => $"state-{move.To}").Append("state-stayed").Append("state-reopened"),
        ["double-{decision.Kind}"] = ["double-same", "double-other"],
    };

    [Fact]
    public void Every_action_that_the_product_writes_has_words() =>
        Wall.Holds(Repository.Sources.Where(file => file is { IsProduct: true, IsCSharp: true, IsGenerated: false }).SelectMany(Speechless), "Every action of the record and of the access log stands in src/Ui/Words/actions.tsv.");

    [Fact]
    public void The_guard_reads_the_actions_of_the_product()
    {
        var found = Repository.Sources.Where(file => file is { IsProduct: true, IsCSharp: true }).SelectMany(Actions).Select(one => one.Action).ToHashSet();
        foreach (var action in new[] { "signed-in", "child-imported", "import-checked", "import-refused", "import-row-dismissed", "household-linked", "identity-corrected", "state-registered", "double-other", "reveal", "search", "open" })
            Assert.Contains(action, found);
    }

    [Fact]
    public void An_action_without_words_is_found()
    {
        Wall.Finds(Speechless(new("src/X/A.cs", "await db.SaveAsync(\"moon-landed\", subject); await db.SaveAsync(\"signed-in\", subject);")), 1);
        Wall.Finds(Speechless(new("src/X/A.cs", "acts.Add((\"moon-landed\", Subject.Of(child), null)); Event.Of(\"sun-set\", Subject.Of(child));")), 2);
        Wall.Finds(Speechless(new("src/X/A.cs", "db.SaveAsync($\"moon-{phase}\", Subject.Of(child)); access.Note(\"gaze\", 1, null);")), 2);
        Wall.Finds(Speechless(new("src/X/A.cs", "db.SaveAsync(good ? \"moon-landed\" : \"moon-missed\", subject);")), 2);
    }

    private static IEnumerable<Offence> Speechless(SourceFile file) =>
        Actions(file).Where(one => !ActionWords.Knows(one.Action)).Select(one => new Offence(file.Path, one.Line, $"writes {one.Action}, which has no words"));

    private static IEnumerable<(string Action, int Line)> Actions(SourceFile file)
    {
        foreach (Match place in Places().Matches(file.Code))
            foreach (Match literal in Literals().Matches(place.Groups["action"].Value))
            {
                var (text, line) = (literal.Groups["text"].Value, SourceFile.LineOf(file.Code, place.Index));
                if (!literal.Value.StartsWith('$')) yield return (text, line);
                else if (PutTogether.TryGetValue(text, out var all)) foreach (var action in all) yield return (action, line);
                else yield return (text, line);
            }
    }

    private static IEnumerable<string> Slugs() => Repository.Sources.Where(file => file.Path.StartsWith("src/Children/File/Correct/", StringComparison.Ordinal))
        .SelectMany(file => SlugsOf().Matches(file.Code)).Select(match => match.Groups["slug"].Value).Distinct().Where(slug => CorrectChild.Form(slug) is not null);

    private static IEnumerable<string> Corrections(string slug) => CorrectChild.Form(slug)!.Ways switch
    {
        Ways.ChangeOnly => [$"{slug}-changed"],
        Ways.NoDate => [$"{slug}-corrected"],
        _ => [$"{slug}-corrected", $"{slug}-changed"],
    };

    /// <summary>Where an action stands: first in a save, an event, a note of the access log; before the subject of one of several; the end of a row; what a state's move is called.</summary>
    [GeneratedRegex("""(?:SaveAsync|Event\.Of|(?:access|log)\.(?:Write|Note))\((?<action>[^,()\[]*(?:\([^()]*\)[^,()\[]*)*)|\((?<action>\$?"[^"\n]*"), (?:new )?Subject|(?<action>\$?"[^"\n]*"), (?:new )?Subject\b|End\(row, "[^\n]*?(?<action>"import-row-[a-z]+")|Act\((?<action>\$?"[^"\n]*")|=> (?<action>\$"state-[^"\n]*")|\(action, reason\) = \((?<action>\$?"[^"\n]*")|=> \((?<action>\$"[^"\n]*"), Subject""")]
    private static partial Regex Places();

    [GeneratedRegex("""\$?"(?<text>[^"\n]+)["]""")]
    private static partial Regex Literals();

    [GeneratedRegex("""(?:Slug => |: IPart\b.*?|new CorrectParent\()"(?<slug>[a-z-]+)["]""")]
    private static partial Regex SlugsOf();
}
