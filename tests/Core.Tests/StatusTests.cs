using CsCheck;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>留守, 流动, 孤儿 and how they stand together: A-035…, A-283 (R-004… … ).</summary>
public sealed class StatusTests
{
    private static readonly DateOnly Born = new(2014, 3, 3);
    private static readonly RegionCode Home = RegionCode.Of("370831101203");
    private static readonly RuleSettings Settings = RuleSettings.Default;

    private static string LeftBehind(DateOnly born, string father, string mother, string asOf, RuleSettings? settings = null, string? hukou = null)
    {
        var answer = LeftBehindEligibility.Of(born, Facts.Parent(father), Facts.Parent(mother), Home, Facts.Day(asOf), settings ?? Settings, hukou);
        return answer.Status ?? answer.ToString();
    }

    [Theory]
    [InlineData("A-035", "2014-03-03", "away 2024-01-10", "away 2024-01-10", "2024-07-10", "left-behind")]
    [InlineData("A-036", "2014-03-03", "away 2024-01-10", "away 2024-01-10", "2024-07-09", "left-behind-pending")]
    [InlineData("A-037", "2014-03-03", "away 2024-01-10", "home", "2024-12-01", "not-eligible: one-parent-home-able")]
    [InlineData("A-038", "2014-03-03", "away 2023-03-01", "severely-disabled 2 physical", "2024-03-01", "left-behind")]
    [InlineData("A-039", "2014-03-03", "deceased 2020-05-05", "away 2023-03-01", "2024-03-01", "left-behind")]
    [InlineData("A-040", "2008-05-10", "away 2020-03-01", "away 2020-03-01", "2024-05-09", "left-behind")]
    [InlineData("A-041", "2008-05-10", "away 2020-03-01", "away 2020-03-01", "2024-05-10", "not-eligible: age-16-or-over")]
    [InlineData("A-042", "2014-03-03", "away 2023-08-31", "away 2023-08-31", "2024-02-29", "left-behind")]
    [InlineData("A-043", "2014-03-03", "imprisoned 36m", "imprisoned 12m", "2024-03-01", "not-eligible: no-parent-away-for-work")]
    [InlineData("A-045", "2014-03-03", "away 2023-01-01 370831102", "away 2023-01-01 370831102", "2024-03-01", "not-eligible: not-cross-county")]
    [InlineData("A-046", "2014-03-03", "away 2023-03-01", "home", "2024-03-01", "not-eligible: one-parent-home-able")]
    public void Left_behind_is_decided(string id, string born, string father, string mother, string asOf, string expected) =>
        Assert.Equal((id, expected), (id, LeftBehind(Facts.Day(born), father, mother, asOf)));

    [Fact]
    public void A_046_a_poor_home_is_tested_as_difficulty() =>
        Assert.Equal([new DifficultyGround("poverty", "hardship-family")], Difficulty.Of(new(IsPoor: true)));

    [Fact]
    public void A_044_a_holiday_at_home_breaks_nothing_and_a_return_does()
    {
        CircumstanceFact Away(bool holiday) => new(Circumstances.WorkingAway) { From = new(2023, 3, 1), HomeStays = [new(new(2024, 2, 3), new(2024, 2, 18), holiday)] };
        string? Status(bool holiday, RuleSettings settings, DateOnly asOf) => LeftBehindEligibility.Of(Born, [Away(holiday)], [Away(holiday)], Home, asOf, settings).Status;

        Assert.Equal("left-behind", Status(true, Settings, new(2024, 3, 1)));
        Assert.Equal("left-behind", Status(true, Settings, new(2024, 2, 10)));
        Assert.Equal("left-behind-pending", Status(true, Settings with { LeftBehindHolidayBreaks = true }, new(2024, 3, 1)));
        Assert.Equal("left-behind-pending", Status(false, Settings, new(2024, 3, 1)));
        Assert.Equal("left-behind", Status(false, Settings, new(2024, 8, 19)));
    }

    [Theory]
    [InlineData("away 2023-03-01", "able", "person-decides: parent-not-clear")]          // nobody said anything of the mother
    [InlineData("away 2023-03-01", "abroad", "person-decides: other-absence")]
    [InlineData("away 2023-03-01", "imprisoned 36m", "left-behind")]
    [InlineData("away 2023-03-01", "no-guardian-ability", "left-behind")]
    [InlineData("away 2023-03-01", "divorced", "not-eligible: one-parent-home-able")]
    [InlineData("home", "home", "not-eligible: no-parent-away-for-work")]
    [InlineData("away 2023-03-01", "away 2024-01-01", "left-behind-pending")]            // both must be away six months
    [InlineData("away 2023-03-01 370831102", "away 2023-03-01", "not-eligible: not-cross-county")]
    public void The_parent_at_home_is_looked_at(string father, string mother, string expected) => Assert.Equal(expected, LeftBehind(Born, father, mother, "2024-03-01"));

    [Fact]
    public void Places_may_set_the_months_the_county_and_the_hukou()
    {
        Assert.Equal("left-behind", LeftBehind(Born, "away 2024-01-10", "away 2024-01-10", "2024-04-10", Settings with { LeftBehindAwayMinMonths = 3 }));
        Assert.Equal("left-behind", LeftBehind(Born, "away 2023-01-01 370831102", "away 2023-01-01", "2024-03-01", Settings with { LeftBehindCrossCounty = false }));
        Assert.Equal("left-behind-pending", LeftBehind(Born, "away 2023-01-01", "away 2023-01-01", "2024-03-01", Settings with { LeftBehindRuralOnly = true }, "urban"));
        Assert.Equal("left-behind", LeftBehind(Born, "away 2023-01-01", "away 2023-01-01", "2024-03-01", hukou: "urban"));
    }

    [Fact]
    public void The_longer_both_are_away_the_more_it_counts() =>
        Gen.Select(Gen.Int[0, 1500], Gen.Int[0, 1500], Gen.Int[0, 400]).Sample((one, other, later) =>
        {
            DateOnly start = new(2020, 1, 1), asOf = start.AddDays(1500);
            string? Status(DateOnly on) => LeftBehindEligibility.Of(new(2012, 1, 1), [Away(one)], [Away(other)], Home, on, Settings).Status;
            CircumstanceFact Away(int days) => new(Circumstances.WorkingAway) { From = start.AddDays(days) };
            return Status(asOf) != "left-behind" || Status(asOf.AddDays(later)) == "left-behind";
        });

    private static readonly RegionCode OtherCounty = RegionCode.Of("370102001001");

    private static Eligibility Migrant(DateOnly born, string since, string asOf, RegionCode? living = null, bool? accompanied = true, bool sameUrban = false) =>
        MigrantEligibility.Of(born, new(Home, living ?? OtherCounty, Facts.Day(since), accompanied, sameUrban), Facts.Day(asOf));

    [Fact]
    public void Migrants_A_047_to_A_051()
    {
        DateOnly born = new(2015, 1, 1);
        Assert.Equal("migrant", Migrant(born, "2024-03-01", "2024-09-01").Status);
        Assert.Equal("migrant-pending", Migrant(born, "2024-03-01", "2024-08-31").Status);
        Assert.Equal("not-eligible: age-16-or-over", Migrant(new(2008, 9, 1), "2020-03-01", "2024-09-01").ToString());
        Assert.Equal("not-eligible: same-urban-area", Migrant(born, "2022-09-01", "2024-09-01", sameUrban: true).ToString());
        Assert.Equal("not-eligible: not-cross-county", Migrant(born, "2022-09-01", "2024-09-01", RegionCode.Of("370831102201")).ToString());

        Assert.Equal([new DifficultyGround("own-disability", "disabled")], Difficulty.Of(new(Disability: new("physical", 3))));
        Assert.True(SpecialMigrant.Is(Migrant(born, "2024-03-01", "2024-09-01").Status, ["own-disability"]));
        Assert.False(SpecialMigrant.Is("migrant-pending", ["own-disability"]));
        Assert.True(SpecialMigrant.Is(null, ["asks-for-help"], movedAcrossTownships: true));
    }

    [Fact]
    public void A_child_alone_in_a_city_is_reported_and_an_unsaid_guardian_is_asked_for()
    {
        var alone = Migrant(new(2015, 1, 1), "2022-09-01", "2024-09-01", accompanied: false);
        Assert.Equal(["living-alone-under-16"], alone.Tasks);
        Assert.Equal(Verdict.PersonDecides, Migrant(new(2015, 1, 1), "2022-09-01", "2024-09-01", accompanied: null).Verdict);
    }

    [Fact]
    public void Orphans_A_053_to_A_056()
    {
        DateOnly asOf = new(2024, 9, 1);
        var dead = OrphanEligibility.Of(new(2015, 1, 1), Facts.Parent("deceased 2023-02-02"), Facts.Parent("deceased 2023-02-02"), asOf, Settings);
        Assert.Equal(("orphan-community", "eligible: orphan-both-parents-gone"), (dead.Status, dead.ToString()));
        Assert.Equal("migrant", Migrant(new(2015, 1, 1), "2023-05-01", "2024-09-01").Status);
        Assert.Null(ExclusiveCategories.On(["orphan-community", "migrant"]));
        Assert.Equal("exclusive-categories", ExclusiveCategories.On(["orphan-community", "left-behind"])?.Code);

        var found = OrphanEligibility.Of(null, [], [], asOf, Settings, Rearing.Institution, birthParentsNotFound: true);
        Assert.Equal(("orphan-institution", "eligible: orphan-parents-not-found"), (found.Status, found.ToString()));

        var absent = OrphanEligibility.Of(Born, Facts.Parent("deceased"), Facts.Parent("absent"), asOf, Settings);
        Assert.Equal("not-eligible: missing-not-declared", absent.ToString());                                                                           // A-056, T-09
        Assert.Equal(["police-search", "help-now"], absent.Tasks);
    }

    [Theory]
    [InlineData("deceased", "able", "not-eligible: parent-living")]
    [InlineData("deceased", "imprisoned 36m", "not-eligible: parent-living")]
    [InlineData("deceased", "declared-missing", "eligible: orphan-both-parents-gone")]
    [InlineData("deceased", "never-known", "person-decides: parent-unknown")]
    public void An_orphan_has_lost_both(string father, string mother, string expected) =>
        Assert.Equal(expected, OrphanEligibility.Of(Born, Facts.Parent(father), Facts.Parent(mother), new(2024, 9, 1), Settings).ToString());

    [Fact]
    public void Adoption_age_foster_and_local_terms_change_an_orphan()
    {
        DateOnly asOf = new(2024, 9, 1);
        var dead = Facts.Parent("deceased");
        Assert.Equal("not-eligible: adopted", OrphanEligibility.Of(Born, dead, dead, asOf, Settings, isAdopted: true).ToString());
        Assert.Equal("not-eligible: child-18-or-over", OrphanEligibility.Of(new(2006, 9, 1), dead, dead, asOf, Settings).ToString());
        Assert.Equal("orphan-institution", OrphanEligibility.Of(Born, dead, dead, asOf, Settings, Rearing.FosterFamily).Status);
        Assert.Equal("orphan-community", OrphanEligibility.Of(Born, dead, dead, asOf, Settings with { FosterIsInstitution = false }, Rearing.FosterFamily).Status);
        Assert.Equal("person-decides: missing-not-counted",
            OrphanEligibility.Of(Born, dead, Facts.Parent("declared-missing"), asOf, Settings with { OrphanMissingCounts = false }).ToString());
    }

    [Fact]
    public void An_orphan_is_never_unattended_too() => Gen.Select(Facts.OneOf("deceased", "declared-missing", "absent", "imprisoned 8m", "ill listed", "able", "never-known"),
        Facts.OneOf("deceased", "declared-missing", "absent", "imprisoned 8m", "ill listed", "able", "never-known")).Sample((father, mother) =>
        {
            DateOnly asOf = new(2024, 6, 1);
            var (one, other) = (Facts.Parent(father), Facts.Parent(mother));
            return !(OrphanEligibility.Of(Born, one, other, asOf, Settings).Verdict == Verdict.Eligible
                && UnattendedEligibility.Of(Born, one, other, asOf, Settings).Verdict == Verdict.Eligible);
        });

    [Fact]
    public void A_052_exclusive_categories_are_put_before_a_person()
    {
        var problem = ExclusiveCategories.On(["left-behind", "migrant"]);
        Assert.Equal("exclusive-categories", problem?.Code);
        Assert.Contains("留守儿童", problem!.Says, StringComparison.Ordinal);
        foreach (var together in new string[][] { ["in-difficulty", "left-behind"], ["de-facto-unattended", "migrant"], ["orphan-community", "migrant"], ["left-behind", "disabled"] })
            Assert.Null(ExclusiveCategories.On(together));
    }

    [Fact]
    public void Exclusions_hold_on_every_day_and_only_where_terms_meet()
    {
        CategorySpan leftBehind = new("left-behind", new(2023, 1, 1), new(2024, 7, 1));
        Assert.Empty(ExclusiveCategories.Among([leftBehind, new("migrant", new(2024, 7, 1), null)]));   // ends and begins on one day
        Assert.Equal("exclusive-categories", Assert.Single(ExclusiveCategories.Among([leftBehind, new("migrant", new(2024, 6, 30), null)])).Code);
        Assert.Equal("term-overlap", Assert.Single(ExclusiveCategories.Among([leftBehind, new("left-behind", new(2024, 6, 30), null)])).Code);
    }

    [Fact]
    public void A_282_each_status_has_its_day_and_its_place()
    {
        CategorySpan leftBehind = new("left-behind", new(2023, 1, 1), new(2024, 7, 1));
        Assert.True(leftBehind.HoldsOn(new(2024, 6, 30)) && !leftBehind.HoldsOn(new(2024, 7, 1)));
        Assert.Equal("migrant-pending", Migrant(Born, "2024-07-01", "2024-07-01").Status);
        Assert.Equal(Home, Counting.PlaceOf("left-behind", Home, OtherCounty));
        Assert.Equal(OtherCounty, Counting.PlaceOf("migrant", Home, OtherCounty));
    }

    [Fact]
    public void A_283_one_child_counts_once_by_the_order_of_R_163()
    {
        Assert.Equal("orphan", Counting.ClassOf(["migrant", "orphan-community"], Settings));
        Assert.Equal("de-facto-unattended", Counting.ClassOf(["disabled", "de-facto-unattended", "key-difficulty"], Settings));
        Assert.Equal("in-difficulty", Counting.ClassOf(["left-behind", "severe-illness"], Settings));
        Assert.Equal("migrant", Counting.ClassOf(["migrant", "special-migrant"], Settings));
        Assert.Null(Counting.ClassOf(["watch"], Settings));
    }

    [Fact]
    public void A_child_without_registration_is_paid_where_it_lives()
    {
        Assert.Equal("370831", Counting.PayingCounty(Home, OtherCounty)?.Digits);
        Assert.Equal("370102", Counting.PayingCounty(null, OtherCounty)?.Digits);
    }

    [Fact]
    public void Difficulty_names_every_ground() =>
        Assert.Equal(
            ["hardship-family", "severe-disability", "severe-illness", "guardianship-lacking", "guardianship-improper"],
            Difficulty.Of(new(true, new("sight", 2), true, true, true)).Select(ground => ground.Category));

    [Fact]
    public void Key_difficulty_is_the_countys_to_decide()
    {
        Assert.Equal(Verdict.PersonDecides, KeyDifficultyEligibility.Of(Born, new(2024, 9, 1), isSuggested: true, decidedByCounty: null).Verdict);
        Assert.Equal("key-difficulty", KeyDifficultyEligibility.Of(Born, new(2024, 9, 1), false, true).Status);
        Assert.Equal(Verdict.NotEligible, KeyDifficultyEligibility.Of(Born, new(2024, 9, 1), true, false).Verdict);
    }
}
