using CsCheck;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>The matrix of 事实无人抚养: A-057… …A-302 (R-011…R-020).</summary>
public sealed class UnattendedEligibilityTests
{
    private static readonly DateOnly Born = new(2014, 3, 3);

    private static Eligibility Of(string father, string mother, string asOf, DateOnly? born = null, RuleSettings? settings = null) =>
        UnattendedEligibility.Of(born ?? Born, Facts.Parent(father), Facts.Parent(mother), Facts.Day(asOf), settings ?? RuleSettings.Default);

    [Theory]
    [InlineData("A-057", "deceased", "imprisoned 8m", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-058", "deceased", "imprisoned 6m", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-059", "deceased", "imprisoned 5m", "2024-06-01", "not-eligible: mother:term-under-6-months")]
    [InlineData("A-060", "deceased", "imprisoned 2024-03-01 2024-08-31", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-061", "deceased", "imprisoned 2024-03-01 2024-08-30", "2024-06-01", "not-eligible: mother:term-under-6-months")]
    [InlineData("A-062", "deceased", "imprisoned suspended", "2024-06-01", "not-eligible: mother:not-held")]
    [InlineData("A-063", "deceased", "imprisoned 24m released 2024-05-31", "2024-05-31", "eligible: one-gone-one-unable")]
    [InlineData("A-064", "deceased", "imprisoned 24m released 2024-05-31", "2024-06-01", "not-eligible: mother:circumstance-ended")]
    [InlineData("A-065", "deceased", "compulsory-detox 24m", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-066", "deceased", "detained-otherwise open 2024-01-15", "2024-07-14", "not-eligible: mother:term-under-6-months")]
    [InlineData("A-067", "deceased", "detained-otherwise open 2024-01-15", "2024-07-15", "eligible: one-gone-one-unable")]
    [InlineData("A-068", "deceased", "detained-otherwise bail", "2024-06-01", "not-eligible: mother:not-held")]
    [InlineData("A-069", "deceased", "severely-disabled 1 physical", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-070", "deceased", "severely-disabled 2 hearing", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-071", "deceased", "severely-disabled 3 physical", "2024-06-01", "not-eligible: mother:disability-grade-too-low")]
    [InlineData("A-072", "deceased", "severely-disabled 3 intellectual", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-073", "deceased", "severely-disabled 4 mental", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-074", "deceased", "severely-disabled 4 speech", "2024-06-01", "not-eligible: mother:disability-grade-too-low")]
    [InlineData("A-075", "deceased", "ill listed", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-076", "deceased", "ill unlisted", "2024-06-01", "not-eligible: mother:illness-not-on-list")]
    [InlineData("A-077", "deceased", "lost 2024-01-15", "2024-07-15", "not-eligible: mother:lost-under-6-months")]
    [InlineData("A-078", "deceased", "lost 2024-01-15", "2024-07-16", "eligible: one-gone-one-unable")]
    [InlineData("A-079", "deceased", "lost 2023-08-31", "2024-02-29", "not-eligible: mother:lost-under-6-months")]
    [InlineData("A-080", "deceased", "lost 2023-08-31", "2024-03-01", "eligible: one-gone-one-unable")]
    [InlineData("A-081", "deceased", "lost 2024-01-15 no-receipt", "2024-08-01", "not-eligible: mother:lost-no-proof")]
    [InlineData("A-082", "deceased", "lost no-search", "2024-06-01", "not-eligible: mother:lost-no-police-acceptance")]
    [InlineData("A-083", "deceased", "lost papers 2023-10-01", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-084", "deceased", "revoked 2023-05-01", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-085", "deceased", "revoked", "2024-06-01", "not-eligible: mother:revocation-not-final")]
    [InlineData("A-086", "deceased", "deported foreign", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-087", "deceased", "deported foreign supporting", "2024-06-01", "not-eligible: mother:deported-still-supporting")]
    [InlineData("A-088", "deceased", "deported citizen", "2024-06-01", "not-eligible: mother:deported-not-foreign")]
    [InlineData("A-089", "declared-missing", "severely-disabled 2 sight", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-090", "deceased 2023-01-01", "compulsory-detox 24m", "2024-06-01", "eligible: one-gone-one-unable")]
    [InlineData("A-091", "absent", "imprisoned 36m", "2024-06-01", "not-eligible: father:missing-not-declared")]
    [InlineData("A-092", "deceased", "remarried", "2024-06-01", "not-eligible: mother:parent-able")]
    [InlineData("A-093", "deceased", "deceased", "2024-06-01", "not-eligible: orphan-instead")]
    [InlineData("A-094", "deceased", "declared-missing", "2024-06-01", "not-eligible: orphan-instead")]
    [InlineData("A-095", "imprisoned 60m", "imprisoned 7m", "2024-06-01", "eligible: both-unable")]
    [InlineData("A-096", "severely-disabled 1 mental", "severely-disabled 4 intellectual", "2024-06-01", "eligible: both-unable")]
    [InlineData("A-097", "ill listed", "compulsory-detox 24m", "2024-06-01", "eligible: both-unable")]
    [InlineData("A-098", "lost 2023-05-01", "lost 2023-09-01", "2024-06-01", "eligible: both-unable")]
    [InlineData("A-099", "revoked 2023-05-01", "imprisoned 18m", "2024-06-01", "eligible: both-unable")]
    [InlineData("A-100", "deported foreign", "severely-disabled 2 physical", "2024-06-01", "eligible: both-unable")]
    [InlineData("A-101", "imprisoned 5m", "severely-disabled 3 physical", "2024-06-01", "not-eligible: father:term-under-6-months, mother:disability-grade-too-low")]
    [InlineData("A-102", "imprisoned 60m", "divorced", "2024-06-01", "not-eligible: mother:parent-able")]
    [InlineData("A-103", "able", "able", "2024-06-01", "not-eligible: father:parent-able, mother:parent-able")]
    [InlineData("A-104", "never-known", "imprisoned 36m", "2024-06-01", "person-decides: parent-unknown")]
    [InlineData("A-295", "deceased", "severely-disabled 3 ?", "2024-06-01", "person-decides: mother:disability-unclear")]
    [InlineData("A-300", "imprisoned 36m", "lost 2024-01-15", "2024-07-15", "not-eligible: mother:lost-under-6-months")]
    [InlineData("A-301", "imprisoned 36m", "lost 2024-01-15", "2024-08-15", "eligible: both-unable")]
    [InlineData("A-302", "deceased", "imprisoned 2024-01-10 2024-06-09", "2024-08-10", "eligible: one-gone-one-unable")]
    public void The_matrix_decides_and_names_its_reason(string id, string father, string mother, string asOf, string expected) =>
        Assert.Equal((id, expected), (id, Of(father, mother, asOf).ToString()));

    [Theory]
    [InlineData("A-105", "2024-06-01", "not-eligible: child-18-or-over")]
    [InlineData("A-106", "2024-05-31", "eligible: one-gone-one-unable")]
    public void The_eighteenth_birthday_ends_it(string id, string asOf, string expected) =>
        Assert.Equal((id, expected), (id, Of("deceased", "imprisoned 36m", asOf, new(2006, 6, 1)).ToString()));

    [Fact]
    public void A_107_a_planned_end_opens_a_review_and_ends_nothing()
    {
        var stays = Of("deceased", "imprisoned 2022-06-01 2024-05-31", "2024-06-15");
        Assert.Equal("eligible: one-gone-one-unable", stays.ToString());
        Assert.Equal(["review-due"], stays.Tasks);
        Assert.Equal(["review-due"], Of("deceased", "imprisoned 2022-06-01 2024-05-31", "2024-05-01").Tasks);   // 30 days before
        Assert.Empty(Of("deceased", "imprisoned 2022-06-01 2024-05-31", "2024-04-30").Tasks);
    }

    [Fact]
    public void A_108_an_expired_card_is_renewed_and_stops_nothing()
    {
        CircumstanceFact[] mother = [new(Circumstances.SeverelyDisabled) { Disability = new("physical", 2), CardValidTo = new(2024, 5, 20) }];
        var stays = UnattendedEligibility.Of(Born, Facts.Parent("deceased"), mother, new(2024, 6, 15), RuleSettings.Default);
        Assert.Equal("eligible: one-gone-one-unable", stays.ToString());
        Assert.Equal(["keep-paying", "card-renewal"], stays.Tasks);
    }

    [Theory]
    [InlineData("never-known", "able", "person-decides: parent-unknown")]
    [InlineData("never-known", "never-known", "person-decides: parent-unknown")]
    [InlineData("deceased", "never-known", "person-decides: parent-unknown")]
    [InlineData("deceased", "able", "not-eligible: mother:parent-able")]
    [InlineData("severely-disabled 3 ?", "able", "not-eligible: mother:parent-able")]
    [InlineData("deceased", "lost papers 2023-10-01 one-missing", "not-eligible: mother:lost-no-proof")]
    [InlineData("deceased", "imprisoned 5m + ill listed", "eligible: one-gone-one-unable")]
    [InlineData("deceased", "imprisoned 5m + ill unlisted", "not-eligible: mother:term-under-6-months, mother:illness-not-on-list")]
    [InlineData("deceased 2024-06-02", "imprisoned 8m", "not-eligible: father:circumstance-not-begun")]
    [InlineData("deceased", "revoked 2024-06-02", "not-eligible: mother:revocation-not-final")]
    public void The_rest_of_the_matrix_of_R_011(string father, string mother, string expected) => Assert.Equal(expected, Of(father, mother, "2024-06-01").ToString());

    [Fact]
    public void An_unproved_word_lets_a_person_decide()   // codes.md 4.1, R-178
    {
        CircumstanceFact[] mother = [new(Circumstances.Imprisoned) { TermMonths = 36, IsProved = false }];
        Assert.Equal("person-decides: mother:proof-missing", UnattendedEligibility.Of(Born, Facts.Parent("deceased"), mother, new(2024, 6, 1), RuleSettings.Default).ToString());
    }

    [Fact]
    public void Where_a_place_says_so_deportation_counts_only_beside_a_parent_gone()
    {
        var settings = RuleSettings.Default with { DeportedBothAlive = false };
        Assert.Equal("not-eligible: father:deported-other-parent-alive", Of("deported foreign", "ill listed", "2024-06-01", settings: settings).ToString());
        Assert.Equal("eligible: one-gone-one-unable", Of("deported foreign", "deceased", "2024-06-01", settings: settings).ToString());
    }

    private static readonly Gen<string> AnyParent = Facts.OneOf(
        "able", "deceased", "declared-missing", "absent", "never-known", "imprisoned 8m", "imprisoned 5m", "ill listed", "ill unlisted",
        "severely-disabled 1 sight", "severely-disabled 3 ?", "severely-disabled 4 speech", "lost 2023-05-01", "lost no-search", "revoked 2023-05-01", "deported foreign");

    [Fact]
    public void Father_and_mother_weigh_the_same() => Gen.Select(AnyParent, AnyParent).Sample((one, other) =>
    {
        var (here, there) = (Of(one, other, "2024-06-01"), Of(other, one, "2024-06-01"));
        return here.Verdict == there.Verdict && here.Reasons.Count == there.Reasons.Count;
    });

    [Fact]
    public void A_further_proved_circumstance_never_takes_eligibility_away() => Gen.Select(AnyParent, AnyParent).Sample((one, other) =>
        Of(one, other, "2024-06-01").Verdict != Verdict.Eligible || Of(one == "able" ? "ill listed" : one + " + ill listed", other, "2024-06-01").Verdict == Verdict.Eligible);

    [Fact]
    public void Doubt_about_one_parent_is_never_a_refusal_unless_the_other_is_able() => AnyParent.Sample(other =>
        Of("severely-disabled 3 ?", other, "2024-06-01") is var answer
        && (answer.Verdict == Verdict.PersonDecides || answer.Reasons.All(reason => reason.StartsWith("mother:", StringComparison.Ordinal))));
}
