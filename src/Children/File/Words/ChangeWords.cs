using System.Collections.Frozen;
using System.Globalization;
using HuTong.Core;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Ui.Words;

namespace HuTong.Children.Files;

/// <summary>A change of the record as people read it, already masked.</summary>
public sealed record SaidChange(string Label, string? Before, string? After);

/// <summary>Puts the record into words: which field, which code, which mask. A field without a label is never shown.</summary>
public static class ChangeWords
{
    private static readonly FrozenDictionary<string, (string Label, string List, string Mask)> Fields =
        WordFile.Rows("fields").ToFrozenDictionary(row => row[0], row => (row[1], row[2], row[3]));

    /// <returns>Null when the field is not for people: keys, places copied for the fence, where a row came from.</returns>
    public static SaidChange? Say(Change change, RegionTree tree)
    {
        if (Dates(change) is { } date) return date;
        if (!Fields.TryGetValue(change.Field, out var field) || field.Mask == "hidden") return null;
        if (change.Before is null && change.After == "False") return null;   // a new row's "no" says nothing
        return new SaidChange(field.Label, Value(change.Before, field.List, field.Mask, tree), Value(change.After, field.List, field.Mask, tree));
    }

    private static SaidChange? Dates(Change change)
    {
        var column = change.Field[(change.Field.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (column == "to" && (change.Before ?? change.After) is not null) return new SaidChange(change.Field == "category_term.to" ? "结束的日子" : "上一段到", Plain(change.Before), Plain(change.After));
        // Only a beginning that nobody said is ever moved, and only back: what is known then is that it held on that day.
        if (column == "from" && change.Before is not null) return new SaidChange("从哪天起没有写明，不晚于", null, Plain(change.After));
        return null;
    }

    private static string? Value(string? value, string list, string mask, RegionTree tree)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (list != "-") return FileWords.Of(list, value is "True" or "False" ? value.ToLowerInvariant() : value);
        return mask switch
        {
            "id" => Masks.Id(value),
            "phone" => Masks.Phone(value),
            "account" => Masks.Account(value),
            "place" => tree.ShortName(value) is { Length: > 0 } name ? name : "已撤销的地方",
            _ => Plain(value),
        };
    }

    private static string? Plain(string? value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Show.Date(day) : value;
}
