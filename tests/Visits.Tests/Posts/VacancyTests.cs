using HuTong.People.Accounts;
using HuTong.Places.Calendar;
using HuTong.Testing;
using HuTong.Visits.Posts;

namespace HuTong.Visits.Tests.Posts;

/// <summary>ORG-004, ORG-005, ORG-006, T-64: who answers for a village on a day, and since when nobody does.</summary>
public sealed class VacancyTests
{
    private static readonly PlaceParts Place = new("370831101", Core.RegionLevel.Township, "泉林镇", ["370831101"], ["370831101200", "370831101201", "370831101202"], ["370831101"]);
    private static readonly Guid Ma = Guid.CreateVersion7(), Li = Guid.CreateVersion7();

    /// <summary>Ten and thirty working days after 1 June 2026; 19 June is 端午.</summary>
    [Theory]
    [InlineData("2026-06-15", false, false)]
    [InlineData("2026-06-16", true, false)]
    [InlineData("2026-07-14", true, false)]
    [InlineData("2026-07-15", true, true)]
    public void A_vacancy_is_late_after_ten_working_days_and_an_acting_one_after_thirty_T_64(string day, bool isLateEmpty, bool isLateActed)
    {
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var left = Term("370831101200", Ma, to: new DateOnly(2026, 6, 1));
        var empty = On(on, left).Villages[0];
        Assert.Equal((true, false, isLateEmpty), (empty.IsVacant, empty.IsActed, empty.IsLate));
        Assert.Equal(new DateOnly(2026, 6, 1), empty.Clock!.Since);
        var acted = On(on, left, Term("370831101200", Li, from: new DateOnly(2026, 6, 3), kind: PostKinds.Acting)).Villages[0];
        Assert.Equal((false, true, isLateActed), (acted.IsVacant, acted.IsActed, acted.IsLate));
    }

    [Fact]
    public void A_director_of_two_villages_shares_them_and_an_assistant_neither_fills_nor_shares_one_ORG_004()
    {
        var posts = On(World.Day, Term("370831101200", Ma), Term("370831101201", Ma), Term("370831101200", Li, kind: PostKinds.Assistant), Term("370831101202", Li, kind: PostKinds.Assistant));
        Assert.Equal([(true, true, false), (true, false, false), (false, true, true)], posts.Villages.Select(one => (one.IsShared, one.Holders.Any(term => !term.IsInCharge), one.IsVacant)));
        Assert.Equal([true, false, false], posts.Villages.Select(one => one.HasSeveral));
        var all = posts.Count();
        Assert.Equal((3, 1, 2, 1, 2, 1), (all.Villages, all.Vacant, all.Shared, all.Several, all.Directors, all.InCharge));
    }

    [Fact]
    public void A_village_is_shared_although_the_other_village_lies_in_another_township()
    {
        var posts = On(World.Day, Term("370831101200", Ma), Term("370831001003", Ma));
        Assert.True(posts.Villages[0].IsShared);
        Assert.Equal((1, 1), (posts.Count().Directors, posts.Count().Shared));
    }

    [Fact]
    public void A_village_that_never_had_a_director_is_vacant_without_a_day_and_a_term_that_never_held_is_none()
    {
        var never = On(World.Day, Term("370831101200", Ma, from: World.Day.AddDays(-9), to: World.Day.AddDays(-9))).Villages[0];
        Assert.Equal((true, null, false), (never.IsVacant, never.Clock, never.IsLate));
    }

    [Fact]
    public void The_lead_of_a_township_is_the_one_marked_or_the_only_one_ORG_006()
    {
        var one = Of([], [Term("370831101", Ma, kind: "")], World.Day).Townships[0];
        Assert.Equal((Ma, false), (one.Lead!.UserId, one.HasSeveral));
        Assert.Null(Of([], [Term("370831101", Ma, kind: ""), Term("370831101", Li, kind: "")], World.Day).Townships[0].Lead);
        Assert.Equal(Li, Of([], [Term("370831101", Ma, kind: ""), Term("370831101", Li, kind: "") with { IsLead = true }], World.Day).Townships[0].Lead!.UserId);
        var gone = Of([], [Term("370831101", Ma, kind: "", to: World.Day.AddDays(-60))], World.Day).Townships[0];
        Assert.Equal((true, true), (gone.IsVacant, gone.IsLate));
    }

    [Fact]
    public void More_children_than_the_setting_allows_are_flagged_over_all_villages_of_a_director_R_143()
    {
        PostTerm[] terms = [Term("370831101200", Ma), Term("370831001003", Ma), Term("370831101201", Li)];
        var children = new Dictionary<string, long> { ["370831101200"] = 30, ["370831001003"] = 11, ["370831101201"] = 40 };
        var posts = PostsOnDay.Of(Place, new PostTerms(terms, []), World.Day, WorkingDays.Shipped, children, caseload: 40);
        Assert.Equal([Ma], posts.Overloaded);
        Assert.Equal((1, 70L, 35.0m), (posts.Count().Overloaded, posts.Count().Children, posts.Count().ChildrenEach));
    }

    private static PostsOnDay On(DateOnly day, params PostTerm[] directors) => Of(directors, [], day);

    private static PostsOnDay Of(PostTerm[] directors, PostTerm[] supervisors, DateOnly day) => PostsOnDay.Of(Place, new PostTerms(directors, supervisors), day, WorkingDays.Shipped, null, 40);

    private static PostTerm Term(string place, Guid who, DateOnly? from = null, DateOnly? to = null, string kind = PostKinds.Responsible) => new(place, from ?? World.Day.AddDays(-400), to, who, Guid.CreateVersion7(), kind, false);
}
