namespace HuTong.Ui.Parts;

/// <summary>One line of the timeline as a table, already masked. Shown by /Shared/_TimelineTable.cshtml.</summary>
/// <param name="Kind">Over 要紧, Soon 将到期, Done 见到本人, Todo 别的记录.</param>
/// <param name="Day">When it happened: 6月18日.</param>
/// <param name="Time">15:20, or empty.</param>
/// <param name="Changes">What one act changed; empty when it changed no field that people read.</param>
/// <param name="Who">Name and post; 系统 for the clock.</param>
/// <param name="Later">When it was written down, only if later: 手机登记，15:52 送到.</param>
public sealed record TimelineLine(StatusKind Kind, string Day, string Time, string What, IReadOnlyList<TimelineChange> Changes, string? Why, string Who, string? Later = null)
{
    /// <summary>All changes as one text.</summary>
    public string Says => string.Join("；", Changes.Select(change => $"{change.Label} {(change.Before is null ? change.After : $"{change.Before} → {change.After}")}".Trim()));

    /// <summary>The shape's words, for who does not see it.</summary>
    public string KindWords => Kind switch { StatusKind.Over => "要紧", StatusKind.Soon => "将到期", StatusKind.Done => "见到本人", _ => "记录" };

    public bool IsStrong => Kind is StatusKind.Over or StatusKind.Soon or StatusKind.Done;
}

/// <summary>One change of an act.</summary>
/// <param name="Label">What changed; null where the line's title says it, and for a text.</param>
/// <param name="Before">The value before; null when nothing was replaced.</param>
/// <param name="After">The value after, or a text when <paramref name="Before"/> is null.</param>
public sealed record TimelineChange(string? Label, string? Before, string? After);
