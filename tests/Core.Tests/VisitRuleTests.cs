using HuTong.Core.Codes;
using HuTong.Core.Rules;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>How often a child is seen and which visit fulfils which duty: A-171…A-195 of acceptance.md 7 (R-070…R-078).</summary>
public sealed class VisitRuleTests
{
    private static readonly VisitSettings Default = new();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static Month MonthOf(string text) => Month.TryParse(text, out var month) ? month : throw new FormatException(text);

    private static OwedVisits Owed(string month, VisitFacts facts) => VisitRhythm.In(MonthOf(month), facts, Default);

    private static VisitFacts InScope(string from, string? lastDay = null, string category = Categories.InDifficulty, params MarkSpan[] marks) =>
        new(Day(from), [new(category, Day(from), lastDay is null ? null : Day(lastDay).AddDays(1))], marks, []);

    [Theory]
    [InlineData("A-171", "2024-04-16", null, "2024-04", 1)]
    [InlineData("A-172", "2024-04-17", null, "2024-04", 0)]
    [InlineData("A-173", "2024-02-15", null, "2024-02", 1)]
    [InlineData("A-174", "2024-02-16", null, "2024-02", 0)]
    [InlineData("A-175", "2025-02-14", null, "2025-02", 1)]
    [InlineData("A-176", "2025-02-15", null, "2025-02", 0)]
    [InlineData("A-177", "2024-03-17", null, "2024-03", 1)]
    [InlineData("A-178", "2024-03-18", null, "2024-03", 0)]
    [InlineData("A-179", "2023-01-01", "2024-06-15", "2024-06", 1)]
    [InlineData("A-180", "2023-01-01", "2024-06-14", "2024-06", 0)]
    [InlineData("A-181", "2024-06-10", "2024-06-24", "2024-06", 1)]
    public void A_171_to_A_181_a_month_counts_from_fifteen_days_in_scope(string id, string from, string? last, string month, int due) =>
        Assert.True(due == Owed(month, InScope(from, last)).Monthly, id);

    [Fact]
    public void A_190_of_several_reasons_the_highest_holds_and_none_is_added()
    {
        var facts = new VisitFacts(Day("2024-01-01"), [new(Categories.LeftBehind, Day("2024-01-01"), null), new(Categories.DeFactoUnattended, Day("2024-01-01"), null)],
            [new(VisitMarks.ParentDisabled, Day("2024-01-01"), null)], []);
        var owed = Owed("2024-06", facts);
        Assert.Equal((2, VisitRhythm.High), (owed.Monthly, owed.Rhythm));
        Assert.Equal([VisitMarks.ParentDisabled], owed.Marks);   // VIS-002: the page says why
    }

    [Fact]
    public void A_191_and_A_192_a_risk_counts_like_a_category_from_fifteen_days()
    {
        VisitFacts Raised(string on) => InScope("2024-01-01", null, Categories.LeftBehind, new MarkSpan(VisitMarks.Risk, Day(on), null));
        Assert.Equal(2, Owed("2024-06", Raised("2024-06-10")).Monthly);
        Assert.Equal(1, Owed("2024-06", Raised("2024-06-20")).Monthly);
        Assert.Equal(2, Owed("2024-07", Raised("2024-06-20")).Monthly);
    }

    [Fact]
    public void A_place_that_names_fewer_marks_asks_for_less_and_days_of_two_facts_are_counted_once()
    {
        var facts = InScope("2024-01-01", null, Categories.LeftBehind, new MarkSpan(VisitMarks.ParentIll, Day("2024-06-01"), Day("2024-06-11")), new MarkSpan(VisitMarks.Ill, Day("2024-06-06"), Day("2024-06-14")));
        Assert.Equal(1, Owed("2024-06", facts).Monthly);   // thirteen days together, not eighteen
        Assert.Equal(2, VisitRhythm.In(MonthOf("2024-06"), facts, Default with { MinDays = 13 }).Monthly);
        Assert.Equal(1, VisitRhythm.In(MonthOf("2024-06"), facts, Default with { MinDays = 13, HighMarks = [VisitMarks.Risk] }).Monthly);
    }

    [Fact]
    public void A_193_an_open_emergency_owes_each_week_and_no_month_beside_it()
    {
        var facts = InScope("2024-01-01") with { Urgent = [new(Day("2025-01-01"), null)] };
        var january = Owed("2025-01", facts);
        Assert.Equal((0, VisitRhythm.Urgent), (january.Monthly, january.Rhythm));
        Assert.Equal([Day("2025-01-05"), Day("2025-01-12"), Day("2025-01-19"), Day("2025-01-26")], january.Weeks);
        Assert.Single(Match([Duty("w2025-01-05", 1, "2024-12-30", "2025-01-05", VisitRhythm.Urgent)], [Face("2025-01-05")]));
        // It begins at once, without fifteen days: one week of that month, and the month owes no more than before.
        var begun = Owed("2024-06", InScope("2024-01-01") with { Urgent = [new(Day("2024-06-25"), null)] });
        Assert.Equal((0, 1), (begun.Monthly, begun.Weeks.Count));
    }

    [Fact]
    public void A_194_a_migrant_child_without_special_need_is_seen_once_a_quarter()
    {
        var facts = InScope("2024-01-10", null, Categories.Migrant);
        Assert.Equal((0, 1, VisitRhythm.Migrant), (Owed("2024-03", facts).Monthly, Owed("2024-03", facts).Quarterly, Owed("2024-03", facts).Rhythm));
        Assert.Single(Match([Duty("2024-Q1", 1, "2024-01-01", "2024-03-31", VisitRhythm.Migrant)], [Face("2024-03-31")]));
        Assert.Equal((1, 0), (Owed("2024-03", InScope("2024-01-10", null, Categories.SpecialMigrant)).Monthly, Owed("2024-03", InScope("2024-01-10", null, Categories.SpecialMigrant)).Quarterly));
        var inNeed = facts with { Marks = [new(VisitMarks.Disabled, Day("2024-01-10"), null)] };
        Assert.Equal((2, 0), (Owed("2024-03", inNeed).Monthly, Owed("2024-03", inNeed).Quarterly));
        Assert.Equal(0, Owed("2024-03", InScope("2024-03-20", null, Categories.Migrant)).Quarterly);
    }

    [Fact]
    public void Nothing_is_owed_before_registration()
    {
        var facts = new VisitFacts(Day("2024-06-20"), [new(Categories.Orphan + "-community", Day("2023-01-01"), null)], [], []);
        Assert.Equal(0, Owed("2024-06", facts).Monthly);
        Assert.Equal((1, VisitRhythm.Benefit), (Owed("2024-07", facts).Monthly, Owed("2024-07", facts).Rhythm));
        Assert.Equal(0, Owed("2024-07", facts with { RegisteredOn = null }).Monthly);
    }

    private static OpenDuty Duty(string key, int ordinal, string from, string due, string rhythm = VisitRhythm.Ordinary, bool isClock = false) => new(key, ordinal, Day(from), Day(due), rhythm, isClock);

    private static OpenDuty[] June(string rhythm, int times) => [.. Enumerable.Range(1, times).Select(ordinal => Duty("2024-06", ordinal, "2024-06-01", "2024-06-30", rhythm))];

    private static StandingVisit Face(string on) => new(Guid.CreateVersion7(), Day(on), true, false);

    private static StandingVisit Contact(string on) => new(Guid.CreateVersion7(), Day(on), false, true);

    private static IReadOnlyDictionary<OpenDuty, Guid> Match(OpenDuty[] duties, StandingVisit[] visits, VisitSettings? settings = null) => VisitMatching.Of(duties, visits, settings ?? Default);

    [Fact]
    public void A_183_each_month_has_its_own_visit() =>
        Assert.Equal(2, Match([Duty("2024-01", 1, "2024-01-01", "2024-01-31"), Duty("2024-02", 1, "2024-02-01", "2024-02-29")], [Face("2024-01-31"), Face("2024-02-01")]).Count);

    [Fact]
    public void A_184_two_visits_of_one_day_count_once() => Assert.Single(Match(June(VisitRhythm.Ordinary, 2), [Face("2024-06-30"), Face("2024-06-30")]));

    [Theory]
    [InlineData("A-185", "2024-06-09", 1)]
    [InlineData("A-186", "2024-06-10", 2)]
    public void A_185_and_A_186_two_visits_of_a_month_lie_seven_days_apart(string id, string second, int done) =>
        Assert.True(done == Match(June(VisitRhythm.High, 2), [Face("2024-06-03"), Face(second)]).Count, id);

    [Fact]
    public void A_187_a_phone_call_is_no_second_visit() => Assert.Single(Match(June(VisitRhythm.High, 2), [Face("2024-06-03"), Contact("2024-06-20")]));

    [Fact]
    public void A_188_a_contact_fulfils_only_where_the_place_says_so_and_never_a_whole_quarter()
    {
        var fulfils = Default with { ContactFulfils = true };
        Assert.Empty(Match(June(VisitRhythm.Ordinary, 1), [Contact("2024-06-20")]));
        OpenDuty[] april = [Duty("2024-04", 1, "2024-04-01", "2024-04-30")];
        Assert.Single(Match(april, [Contact("2024-04-20")], fulfils));
        // even then once a quarter in person, so the last month of it needs a visit where none was before.
        Assert.Empty(Match(June(VisitRhythm.Ordinary, 1), [Contact("2024-06-20")], fulfils));
        Assert.Equal(2, Match([.. april, .. June(VisitRhythm.Ordinary, 1)], [Face("2024-04-02"), Contact("2024-06-20")], fulfils).Count);
        Assert.Empty(Match(June(VisitRhythm.Benefit, 1), [Contact("2024-06-20")], fulfils));   // face to face
    }

    [Fact]
    public void A_189_a_visit_that_did_not_meet_the_child_fulfils_nothing() =>
        Assert.Empty(Match(June(VisitRhythm.Ordinary, 1), [new StandingVisit(Guid.CreateVersion7(), Day("2024-06-20"), false, false)]));

    [Fact]
    public void A_clock_is_closed_by_any_visit_that_counts_beside_the_duty_that_it_fulfils()
    {
        var first = Duty("first-2024-06-10", 1, "2024-06-10", "2024-06-24", "", isClock: true);
        var month = June(VisitRhythm.Ordinary, 1)[0];
        var visit = Face("2024-06-12");
        var found = Match([first, month], [visit]);
        Assert.Equal((visit.Id, visit.Id), (found[first], found[month]));
        Assert.Empty(Match([first], [Face("2024-06-09")]));
    }

    [Fact]
    public void The_shortest_period_is_served_first_so_that_no_visit_is_lost_to_one_that_any_could_fulfil()
    {
        var week = Duty("w2024-06-09", 1, "2024-06-03", "2024-06-09", VisitRhythm.Urgent);
        Assert.Equal(2, Match([.. June(VisitRhythm.Ordinary, 1), week], [Face("2024-06-05"), Face("2024-06-20")]).Count);
    }
}
