using System.Collections.Frozen;
using HuTong.Ui.Parts;

namespace HuTong.Ui.Words;

/// <summary>The actions of the record and of the access log in words, for timelines and for the audit page. A guard holds that every action has some.</summary>
public static class ActionWords
{
    private static readonly FrozenDictionary<string, (string Words, StatusKind Kind)> All = WordRows.Of(typeof(ActionWords).Assembly, "Words.actions.tsv")
        .ToFrozenDictionary(row => row[0], row => (row[1], Enum.Parse<StatusKind>(row[2] == "plain" ? "todo" : row[2], ignoreCase: true)));

    /// <returns>改动 for an action that this version does not know: what a later version wrote is never shown as a code.</returns>
    public static string Of(string action) => All.TryGetValue(action, out var known) ? known.Words : "改动";

    public static StatusKind Kind(string action) => All.TryGetValue(action, out var known) ? known.Kind : StatusKind.Todo;

    public static bool Knows(string action) => All.ContainsKey(action);
}
