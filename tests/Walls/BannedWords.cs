using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>
/// Words of code that may stand in one place only. A ban is a pattern, the rule it defends, and where it does not apply, each with the reason.
/// </summary>
public sealed class BannedWords
{
    private sealed record Ban(string Pattern, string Rule, Func<SourceFile, bool> Allowed);

    private static bool InData(SourceFile file) => file.Path.StartsWith("src/Data/", StringComparison.Ordinal);

    private static bool InBench(SourceFile file) => file.Path.StartsWith("bench/", StringComparison.Ordinal);   // measures beside raw limits; not shipped

    private static bool Is(SourceFile file, params string[] names) => names.Contains(Path.GetFileName(file.Path));

    private static readonly Ban[] Bans =
    [
        // The fence can be left only through Data (security 3.3). Migrations are SQL by nature; tests look behind the fence to prove it.
        new(@"\bIgnoreQueryFilters\b|\bFromSql\w*\b|\bSqlQuery\w*\b|\bExecuteSql\w*\b|\bCreateCommand\b",
            "Raw SQL and switching the fence off stay inside Data (security 3.3).",
            file => InData(file) || file.IsGenerated || file.IsTest || InBench(file)),
        new(@"\b(?:db|context|\w+Db|Set<\w+>\(\)|Entry\(\w+\))\s*\.\s*(?:\w+\s*\.\s*)?(?:Update|UpdateRange|Attach|AttachRange)\s*\(",
            "Writing an entity that was not read through the fence is not guarded by it (security 3.2).",
            file => InData(file) || file.IsGenerated || file.IsTest),
        new(@"\bSetProperty\s*\(\s*(\w+)\s*=>\s*\1\.Region\b",
            "Moving a row to another region is done by one use case inside Data (security 3.3).", InData),
        new(@"\bHtml\.Raw\b|\bnew\s+HtmlString\b|\b(?:SetHtmlContent|AppendHtml|AppendHtmlLine)\s*\(\s*(?:\$|string\b)",
            "Names and notes are text; nothing is written to a page unencoded (security T17).", InBench),
        new(@"\bDateTime(?:Offset)?\s*\.\s*(?:Now|UtcNow|Today)\b",
            "\"Today\" comes from ChinaClock alone (architecture 4).", file => Is(file, "ChinaClock.cs") || InBench(file)),
        new(@"\bTimeProvider\s*\.\s*System\b",
            "The clock is given, so that tests and HUTONG_TODAY can set it (architecture 4).",
            file => file.IsTest || file.Room == "Web" || Is(file, "ChinaClock.cs") || InData(file)),
        new(@"\bGuid\s*\.\s*NewGuid\b",
            "Ids are ordered: Guid.CreateVersion7 (stack 1).", file => file.IsTest),
        new(@"\bnew\s+(?:AesGcm|AesCcm|HMACSHA256|HMACSM3)\b|\bHMACSHA256\s*\.\s*HashData\b|\bAes\s*\.\s*Create\b",
            "Ciphers and keyed hashes live in Data's crypto folder, where the row and the key are known (security 5).",
            file => InData(file) || file.IsTest),
        new(@"\bnew\s+Random\b|\bRandom\s*\.\s*Shared\b",
            "Chance is either cryptographic or seeded by our own generator (demo 1).", file => file.IsTest),
        new(@"(?:Async\([^()]*\)|\b[tT]ask)\s*\.\s*Result\b|\.\s*GetAwaiter\(\)\s*\.\s*GetResult\(\)|\basync\s+void\b",
            "Async all the way (style, habits).", file => file.IsTest),
        // The letters in brackets keep this pattern from being what it looks for.
        new(@"\b[N]otImplementedException\b|\b[c]atch\s*(?:\([^)]*\))?\s*[{]\s*[}]|\b[S]kip\s*=\s*""",
            "Nothing unfinished and nothing swallowed (style, errors).", Self),
        new(@"\bnew\s+UnboundedChannel|\bThread\s*\.\s*Sleep\b|\bTask\s*\.\s*Run\s*\(",
            "Background work is a job (architecture 8).", file => file.IsTest || InData(file)),
    ];

    /// <summary>Files that may break one rule, "path: the rule's first words", with the reason.</summary>
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["src/Children/Import/CheckLedger.cs: Async all the way"] = "the spreadsheet library reads synchronously; its thread waits for room in the channel",
        ["src/Children/Import/Applying/Overlap.cs: Background work"] = "writing overlaps with checking on the second core and ends with the use case",
        ["src/People/LogIn/SessionLines.cs: Raw SQL"] = "whose a session is, asked before anybody's scope is known; none of its tables is fenced (decision 009)",
        ["src/Web/WarmUp.cs: Background work"] = "the first page is asked for beside the first queries, before anybody is served",
        ["src/Web/Verbs/Serve.cs: Background work"] = "the model is built beside the site on the second core, before anybody is served",
        ["src/Children/Import/CheckLedger.cs: Background work"] = "reading overlaps with checking on the second core and ends with the use case",
    };

    private static bool IsExcused(SourceFile file, Ban ban) =>
        Excused.Keys.Any(key => key.Split(": ") is [var path, var rule] && path == file.Path && ban.Rule.StartsWith(rule, StringComparison.Ordinal));

    private static bool Self(SourceFile file) => Is(file, "BannedWords.cs");

    [Fact]
    public void Words_that_leave_a_wall_stand_only_where_allowed() =>
        Wall.Holds(Repository.Sources.SelectMany(Offences), "A banned word is used outside its place.");

    [Theory]
    [InlineData("src/Children/A.cs", "db.Children.IgnoreQueryFilters()")]
    [InlineData("src/Children/A.cs", "db.Children.FromSqlRaw(text)")]
    [InlineData("src/Web/A.cs", "db.Database.SqlQuery<int>($\"\")")]
    [InlineData("src/Web/A.cs", "connection.CreateCommand()")]
    [InlineData("src/People/A.cs", "db.Update(post)")]
    [InlineData("src/People/A.cs", "db.Posts.Attach(post)")]
    [InlineData("src/Children/A.cs", "rows.ExecuteUpdate(set => set.SetProperty(x => x.Region, to))")]
    [InlineData("src/Ui/A.cshtml", "@Html.Raw(name)")]
    [InlineData("src/Ui/A.cs", "output.Content.SetHtmlContent($\"<b>{name}</b>\")")]
    [InlineData("src/Data/A.cs", "var now = DateTime.UtcNow;")]
    [InlineData("src/Children/A.cs", "var name = $\"{DateTime.Now}\";")]
    [InlineData("src/Children/A.cs", "Guid.NewGuid()")]
    [InlineData("src/Children/A.cs", "using var cipher = new AesGcm(key, 16);")]
    [InlineData("src/Children/A.cs", "var value = task.Result;")]
    [InlineData("src/Children/A.cs", "try { Go(); } catch (Exception) {" + " }")]
    [InlineData("src/Children/A.cs", "await Task.Run(() => 1);")]
    public void A_planted_word_is_found(string path, string text) => Wall.Finds(Offences(new(path, text)), 1);

    [Theory]
    [InlineData("src/Data/Fence.cs", "db.Children.IgnoreQueryFilters()")]
    [InlineData("src/Children/A.cs", "// never DateTime.Now here")]
    [InlineData("src/Children/A.cs", "line.Update(child); child.Attach(paper);")]
    [InlineData("src/Children/A.cs", "Guid.CreateVersion7()")]
    [InlineData("src/Ui/A.cs", "output.Content.SetHtmlContent(element)")]
    [InlineData("src/Data/ChinaClock.cs", "DateTime.UtcNow")]
    public void An_allowed_word_is_not_found(string path, string text) => Wall.Finds(Offences(new(path, text)), 0);

    private static IEnumerable<Offence> Offences(SourceFile file) =>
        from ban in Bans
        where !ban.Allowed(file) && !Self(file) && !IsExcused(file, ban)
        from match in Regex.Matches(file.IsCSharp ? file.Code : file.Text, ban.Pattern)
        select new Offence(file.Path, SourceFile.LineOf(file.Text, match.Index), $"{match.Value.Trim()} — {ban.Rule}");
}
