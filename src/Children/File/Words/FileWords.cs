using System.Collections.Frozen;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;

namespace HuTong.Children.Files;

/// <summary>What people read for the codes of a file: the code tables of Core by name, and the room's own lists of words.tsv.</summary>
public static class FileWords
{
    private static readonly FrozenDictionary<string, IReadOnlyList<Choice>> Lists = Core().Concat(Own()).ToFrozenDictionary(list => list.Key, list => list.Value);

    private static readonly FrozenDictionary<(string, string), string> Words =
        Lists.SelectMany(list => list.Value.Select(choice => (Key: (list.Key, choice.Value), choice.Words))).ToFrozenDictionary(one => one.Key, one => one.Words);

    /// <summary>The choices of a list in the order in which a form shows them.</summary>
    public static IReadOnlyList<Choice> Choices(string list) => Lists[list];

    /// <summary>Of whom a child may be in the care: nobody is the child's own self, spouse or child. What a ledger said is kept among them.</summary>
    public static IReadOnlyList<Choice> RelationsToChild(string? standing) => [.. Choices("relation").Where(one => one.Value == standing || !NotOverAChild.Contains(one.Value))];

    private static readonly FrozenSet<string> NotOverAChild = FrozenSet.ToFrozenSet(["self", "head", "spouse", "son", "daughter"]);

    public static bool Knows(string list, string code) => Words.ContainsKey((list, code));

    /// <summary>The words of a code; null for no code; 其他 for a code that the list does not hold.</summary>
    public static string? Of(string list, string? code) => string.IsNullOrEmpty(code) ? null : Words.GetValueOrDefault((list, code), "其他");

    /// <summary>From when a term holds; what nobody dated is known to hold since a day, and may be older .</summary>
    public static string Begins(DateOnly from, bool isUndated) => isUndated ? $"没有写明，不晚于 {Show.Date(from)}" : Show.Date(from);

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<Choice>>> Core()
    {
        yield return List("sex", PersonCodes.Sex);
        yield return List("id-kind", PersonCodes.IdKinds);
        yield return List("ethnicity", PersonCodes.Ethnicity);
        yield return List("hukou-kind", PersonCodes.HukouKinds);
        yield return List("health", PersonCodes.Health);
        yield return List("disability-kind", PersonCodes.DisabilityKinds);
        yield return List("disability-grade", PersonCodes.DisabilityGrades);
        yield return List("relation", PersonCodes.Relations);
        yield return List("lives-with", LivingCodes.LivesWith);
        yield return List("economy", LivingCodes.Economy);
        yield return List("stage", LivingCodes.SchoolStages);
        yield return List("schooling-status", LivingCodes.SchoolStatus);
        yield return List("ability", LivingCodes.CarerAbility);
        yield return List("care-reason", LivingCodes.CareReasons);
        yield return List("guardianship-grade", LivingCodes.GuardianshipGrades);
        yield return List("guardian-basis", LivingCodes.GuardianBasis);
        yield return List("circumstance", LivingCodes.ParentCircumstances);
        yield return List("risk", LivingCodes.RiskLevels);
        yield return List("file-state", FileCodes.States);
        yield return List("category-state", FileCodes.TermStates);
        yield return List("term-end", FileCodes.TermEnds);
        yield return List("file-exit", FileCodes.Exits);
        yield return List("source", FileCodes.Sources);
        yield return new("move", [.. FileLifeCycle.Moves.Concat(TermLifeCycle.Moves.Where(move => move.NeedsTwoPersons)).Select(move => new Choice(move.Code, move.Words))]);
        yield return new("category", [.. Categories.All.Select(category => new Choice(category.Code, category.Words))]);
    }

    private static KeyValuePair<string, IReadOnlyList<Choice>> List(string name, CodeTable table) => new(name, [.. table.All.Select(code => new Choice(code.Key, code.Words))]);

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<Choice>>> Own() =>
        WordFile.Rows("words").GroupBy(row => row[0], row => new Choice(row[1], row[2])).Select(list => new KeyValuePair<string, IReadOnlyList<Choice>>(list.Key, [.. list]));
}

/// <summary>Rows of a table of this folder.</summary>
internal static class WordFile
{
    public static IEnumerable<string[]> Rows(string name) => WordRows.Of(typeof(WordFile).Assembly, $"File.{name}.tsv");
}
