using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>A time, from a day (inclusive) to a day (exclusive, null = open).</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly? To);

/// <summary>A fact that asks for more, for a time: a code of <see cref="VisitMarks"/>.</summary>
public sealed record MarkSpan(string Mark, DateOnly From, DateOnly? To);

/// <summary>What the rhythm of visits is read from.</summary>
/// <param name="RegisteredOn">Duties never begin before; null: not on the register.</param>
/// <param name="Categories">Terms that held or hold; voided ones left out.</param>
/// <param name="Urgent">Times of an open emergency (risk level urgent, R-074).</param>
public sealed record VisitFacts(DateOnly? RegisteredOn, IReadOnlyList<CategorySpan> Categories, IReadOnlyList<MarkSpan> Marks, IReadOnlyList<DaySpan> Urgent);

/// <summary>What a child is owed in a month.</summary>
/// <param name="Monthly">Visits owed at any time of the month.</param>
/// <param name="Weeks">Sundays of the month whose week owes visits of its own.</param>
/// <param name="Quarterly">Visits owed in the quarter of the month; 0 where the month owes any.</param>
/// <param name="Rhythm">ordinary, benefit, high, urgent, migrant; empty when nothing is owed.</param>
/// <param name="Marks">The facts that ask for more, as the child's page shows them.</param>
public sealed record OwedVisits(int Monthly, IReadOnlyList<DateOnly> Weeks, int Quarterly, string Rhythm, IReadOnlyList<string> Marks)
{
    /// <summary>Duties of the month, weekly ones included.</summary>
    public int InMonth(int perWeek) => Monthly + Weeks.Count * perWeek;
}

/// <summary>How often a child must be seen in person: the highest that any reason asks for, never added up. Source: R-070… .</summary>
public static class VisitRhythm
{
    public const string Ordinary = "ordinary", Benefit = "benefit", High = "high", Urgent = "urgent", Migrant = "migrant";

    private static readonly string[] BenefitCodes = [.. Categories.All.Where(category => category.IsAllowance).Select(category => category.Code)];

    /// <summary>Categories that ask for visits every month: all but 流动, which alone is seen once a quarter .</summary>
    public static bool IsMonthly(string category) => category != Categories.Migrant;

    public static bool IsBenefit(string category) => BenefitCodes.Contains(category);

    /// <summary>The mark that a category is by itself; null for none.</summary>
    public static string? MarkOf(string category) => category switch
    {
        Categories.Disabled or Categories.SevereDisability => VisitMarks.Disabled,
        Categories.SevereIllness => VisitMarks.Ill,
        Categories.GuardianshipImproper => VisitMarks.PoorGuardianship,
        "out-of-school" => VisitMarks.OutOfSchool,
        "unregistered" => VisitMarks.Unregistered,
        _ => null,
    };

    public static OwedVisits In(Month month, VisitFacts facts, VisitSettings settings)
    {
        if (facts.RegisteredOn is not { } registered) return new OwedVisits(0, [], 0, "", []);
        var marks = facts.Marks.Concat(facts.Categories.Where(term => MarkOf(term.Code) is not null).Select(term => new MarkSpan(MarkOf(term.Code)!, term.From, term.To)))
            .Where(mark => settings.HighMarks.Contains(mark.Mark)).ToList();
        var span = new Window(registered, month.First, month.Next.First);
        var asked = facts.Categories.Select(term => (term.Code, Span: new DaySpan(term.From, term.To))).ToList();
        bool Holds(IEnumerable<DaySpan> spans) => span.Days(spans) >= settings.MinDays;

        var high = marks.Select(mark => new DaySpan(mark.From, mark.To)).Concat(facts.Urgent).ToList();
        var (isHigh, isBenefit) = (Holds(high), Holds(asked.Where(one => IsBenefit(one.Code)).Select(one => one.Span)));
        var isOrdinary = Holds(asked.Where(one => IsMonthly(one.Code)).Select(one => one.Span)) || isHigh && Holds(asked.Select(one => one.Span));
        var monthly = isOrdinary ? Math.Max(Math.Max(settings.OrdinaryPerMonth, isBenefit ? settings.BenefitPerMonth : 0), isHigh ? settings.HighPerMonth : 0) : 0;
        var weeks = Sundays(month).Where(sunday => facts.Urgent.Any(time => new Window(registered, sunday.AddDays(-6), sunday.AddDays(1)).Days([time]) > 0)
            && facts.Categories.Any(term => term.To is null || term.To > sunday.AddDays(-6))).ToList();
        var quarterly = monthly == 0 && new Window(registered, Quarter(month).First, Quarter(month).Plus(3).First).Days(asked.Where(one => !IsMonthly(one.Code)).Select(one => one.Span)) >= settings.MinDays ? settings.MigrantPerQuarter : 0;
        var rhythm = weeks.Count > 0 ? Urgent : monthly > 0 ? isHigh && settings.HighPerMonth >= monthly ? High : isBenefit ? Benefit : Ordinary : quarterly > 0 ? Migrant : "";
        return new OwedVisits(Math.Max(0, monthly - weeks.Count * settings.UrgentPerWeek), weeks, quarterly, rhythm, isHigh ? [.. marks.Where(mark => span.Days([new(mark.From, mark.To)]) > 0).Select(mark => mark.Mark).Distinct()] : []);
    }

    /// <summary>The first month of the quarter.</summary>
    public static Month Quarter(Month month) => new(month.Year, (month.Number - 1) / 3 * 3 + 1);

    public static IEnumerable<DateOnly> Sundays(Month month)
    {
        for (var day = month.First.AddDays((7 - (int)month.First.DayOfWeek) % 7); day <= month.Last; day = day.AddDays(7)) yield return day;
    }

    /// <summary>Days of a window, both end days counted, on which any of some times holds; nothing before registration.</summary>
    private readonly record struct Window(DateOnly Registered, DateOnly From, DateOnly To)
    {
        public int Days(IEnumerable<DaySpan> spans)
        {
            var (from, to, days) = (From < Registered ? Registered : From, To, 0);
            foreach (var span in spans.OrderBy(span => span.From))
            {
                var (begin, end) = (span.From < from ? from : span.From, span.To is { } last && last < to ? last : to);
                if (end <= begin) continue;
                days += end.DayNumber - begin.DayNumber;
                from = end;   // what is counted is not counted again
            }
            return days;
        }
    }
}
