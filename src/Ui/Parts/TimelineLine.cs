namespace HuTong.Ui.Parts;

/// <summary>One line of the timeline as a table, already masked. Shown by /Shared/_TimelineTable.cshtml.</summary>
/// <param name="Kind">Over 要紧, Soon 将到期, Done 见到本人, Todo 别的记录.</param>
/// <param name="Day">When it happened: 6月18日.</param>
/// <param name="Time">15:20, or empty.</param>
/// <param name="Before">The value before, null when nothing was replaced.</param>
/// <param name="After">The value after, or a plain text when <paramref name="Before"/> is null.</param>
/// <param name="Who">Name and post; 系统 for the clock.</param>
/// <param name="Later">When it was written down, only if later: 手机登记，15:52 送到.</param>
public sealed record TimelineLine(StatusKind Kind, string Day, string Time, string What, string? Before, string? After, string? Why, string Who, string? Later = null)
{
    /// <summary>The shape's words, for who does not see it.</summary>
    public string KindWords => Kind switch { StatusKind.Over => "要紧", StatusKind.Soon => "将到期", StatusKind.Done => "见到本人", _ => "记录" };

    public bool IsStrong => Kind is StatusKind.Over or StatusKind.Soon or StatusKind.Done;
}
