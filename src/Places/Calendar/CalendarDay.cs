using HuTong.Data.Fence;

namespace HuTong.Places.Calendar;

/// <summary>One day on which the week does not decide: off, or moved to work (调休上班). Source: yearly notice of 国务院办公厅.</summary>
/// <param name="Date">The day in China.</param>
/// <param name="Kind"><see cref="Holiday"/>, <see cref="Workday"/> or <see cref="Withdrawn"/>.</param>
/// <param name="Name">The festival, in Chinese.</param>
[Unfenced("The calendar of the country; not about a child.")]
public sealed record CalendarDay(DateOnly Date, string Kind, string Name)
{
    public const string Holiday = "holiday";
    public const string Workday = "workday";

    /// <summary>Named by an earlier notice and no longer: the week decides again. Nothing is deleted.</summary>
    public const string Withdrawn = "withdrawn";
}
