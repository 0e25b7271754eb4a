using HuTong.Core.Privacy;
using HuTong.Core.Rules;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>Entered identity, counting, privacy and the child's best interest: A-026… .</summary>
public sealed class PrincipleTests
{
    private static readonly DateOnly Today = new(2025, 6, 1);

    [Fact]
    public void A_026_and_A_027_what_was_entered_is_kept_beside_the_number_with_a_warning()
    {
        var entered = EnteredIdentity.Of("379901201506120025", new(2015, 6, 13), Sex.Female, Today);
        Assert.Equal(["birth-contradicts-id"], entered.Warnings);
        Assert.Equal((new DateOnly(2015, 6, 12), Sex.Female), (entered.Reading.Number!.BornOn, entered.Reading.Number.Sex));   // valid, and still what the number says
        Assert.NotNull(EnteredIdentity.Of("379901201506120025", new(2015, 6, 12), Sex.Male, Today).Reading.Number);
        Assert.Equal(["sex-contradicts-id"], EnteredIdentity.Of("379901201506120025", new(2015, 6, 12), Sex.Male, Today).Warnings);
        Assert.Empty(EnteredIdentity.Of("379901201506120025", new(2015, 6, 12), Sex.Female, Today).Warnings);
        Assert.Empty(EnteredIdentity.Of("379901201506120025", null, Sex.Unknown, Today).Warnings);
        Assert.Empty(EnteredIdentity.Of("379901201506120026", new(2015, 6, 13), Sex.Male, Today).Warnings);   // an invalid number contradicts nothing
    }

    [Fact]
    public void A_028_a_child_without_number_gets_a_task_and_no_refusal()
    {
        var foundling = EnteredIdentity.Of("", null, Sex.Female, Today);
        Assert.Equal("id-missing", foundling.Reading.Code);
        Assert.Equal(["register-hukou"], foundling.Tasks);
        Assert.Empty(EnteredIdentity.Of("", null, Sex.Female, Today, IdSubject.Parent).Tasks);
    }

    [Fact]
    public void A_280_three_visits_to_one_child_cover_one_child()
    {
        var coverage = Coverage.Of([new(1, 1, 3), new(1, 1, 1), new(1, 0, 0)]);
        Assert.Equal((4, 2, 3, 66.7m), (coverage.Visits, coverage.ChildrenVisited, coverage.ChildrenDue, coverage.Rate));
        Assert.Equal(100.0m, Coverage.Of([new(2, 2, 2), new(1, 0, 0, IsExcused: true)]).Rate);
        Assert.Null(Coverage.Of([new(0, 0, 1)]).Rate);
    }

    [Fact]
    public void A_292_and_A_298_doubt_is_settled_for_the_child()
    {
        Assert.Equal(2, BestInterest.Frequency(1, 2));
        Assert.Equal(30, BestInterest.FamilyTerm(15, 30));
        Assert.Equal(15, BestInterest.OfficeTerm(15, 30));
        Assert.Equal(Fen.Yuan(1540), BestInterest.Standard(Fen.Yuan(1400), Fen.Yuan(1540)));
    }

    [Fact]
    public void A_299_a_machine_never_stops_anything_alone()
    {
        Assert.Equal("person-decides", BestInterest.MayActAlone("stop", null, "超过年龄")?.Code);
        Assert.Equal("person-decides", BestInterest.MayActAlone("stop", "县级经办", " ")?.Code);
        Assert.Null(BestInterest.MayActAlone("stop", "县级经办", "超过年龄"));
        Assert.Null(BestInterest.MayActAlone("remind", null, null));
    }

    [Theory]
    [InlineData("孤儿基本生活费已发放", false)]
    [InlineData("儿童基本生活费已发放", true)]
    [InlineData("服刑人员子女帮扶活动通知", false)]
    [InlineData("六一活动通知", true)]
    public void A_message_to_a_family_tags_no_child(string text, bool isNeutral) => Assert.Equal(isNeutral, NeutralWording.Check(text) is null);

    [Fact]
    public void From_14_the_child_is_asked_too_and_a_suspected_guardian_is_not()
    {
        DateOnly born = new(2011, 6, 1);
        Assert.Equal(new ConsentNeeded(true, false), Consent.Needed(DataUse.Photo, born, new(2025, 5, 31)));
        Assert.Equal(new ConsentNeeded(true, true), Consent.Needed(DataUse.Photo, born, Today));
        Assert.Equal(new ConsentNeeded(false, false), Consent.Needed(DataUse.LegalDuty, born, Today));
        Assert.False(Consent.IsGiven(new(true, true), guardianConsents: true, childConsents: false, guardianIsSuspected: false));
        Assert.False(Consent.IsGiven(new(true, false), true, false, guardianIsSuspected: true));
        Assert.True(Consent.IsGiven(new(true, true), true, true, false));
    }

    [Fact]
    public void Small_counts_leave_the_office_masked()
    {
        Assert.Equal(["0", "<5", "<5", "5"], new[] { 0, 1, 4, 5 }.Select(count => Counting.Outside(count, RuleSettings.Default)));
    }

    [Fact]
    public void Civil_capacity_follows_age_and_earnings()
    {
        DateOnly born = new(2010, 1, 1);
        Assert.Equal(CivilCapacity.None, CivilCapacities.On(born, new(2017, 12, 31)));
        Assert.Equal(CivilCapacity.Limited, CivilCapacities.On(born, new(2018, 1, 1)));
        Assert.Equal(CivilCapacity.Limited, CivilCapacities.On(born, new(2026, 1, 1)));
        Assert.Equal(CivilCapacity.Full, CivilCapacities.On(born, new(2026, 1, 1), livesOnOwnEarnings: true));
        Assert.Equal(CivilCapacity.Full, CivilCapacities.On(born, new(2028, 1, 1)));
    }

    [Fact]
    public void Settings_in_force_replace_defaults_and_only_those()
    {
        Dictionary<string, string> rows = new() { ["leftbehind.away-min-months"] = "3", ["leftbehind.rural-only"] = "true", ["foster.rate"] = "community", ["count.priority"] = "orphan,migrant" };
        var settings = RuleSettings.Read(rows.GetValueOrDefault);
        Assert.Equal((3, true, false), (settings.LeftBehindAwayMinMonths, settings.LeftBehindRuralOnly, settings.FosterIsInstitution));
        Assert.Equal(["orphan", "migrant"], settings.CountPriority);
        Assert.Equal(30, settings.ReviewBeforeEndDays);
        Assert.True(RuleSettings.Read(_ => null).DeportedBothAlive);
    }
}
