using CsCheck;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>Who may move a file, a term, a transfer, and on which condition (states.md 1, 1.1, 2).</summary>
public sealed class LifeCycleTests
{
    private static readonly MovedBy Director = new(Guid.CreateVersion7(), RoleCodes.VillageDirector);
    private static readonly MovedBy Township = new(Guid.CreateVersion7(), RoleCodes.TownshipSupervisor);
    private static readonly MovedBy County = new(Guid.CreateVersion7(), RoleCodes.CountyOfficer);
    private static readonly MovedBy Reviewer = new(Guid.CreateVersion7(), RoleCodes.CountyReviewer);
    private static readonly MovedBy City = new(Guid.CreateVersion7(), RoleCodes.CityOfficer);

    private static readonly FileMoveFacts Ready = new() { IsIdentityChecked = true, FirstVisitMetChild = true, ActiveCategories = ["left-behind"], IsGuardianSaid = true };

    private static string[] Codes<T>(Outcome<T> outcome) => [.. outcome.Problems.Select(problem => problem.Code)];

    private static string[] File(string move, string state, MovedBy decider, MovedBy? proposer = null, FileMoveFacts? facts = null, string? reason = "已核实", bool hasOther = true) =>
        Codes(FileLifeCycle.Check(new(move, state, decider, proposer, reason, hasOther), facts ?? Ready));

    [Fact]
    public void A_file_is_registered_by_two_persons_of_whom_the_township_decides()
    {
        Assert.Empty(File("register", "to-verify", Township, Director));
        Assert.Equal(["second-person-missing"], File("register", "to-verify", Township));
        Assert.Equal(["own-proposal"], File("register", "to-verify", Township, Township));
        Assert.Equal(["role-not-allowed"], File("register", "to-verify", Director, Township));
        Assert.Equal(["proposer-role"], File("register", "to-verify", Township, City));
    }

    [Fact]
    public void The_level_above_decides_only_where_there_is_no_other_person()
    {
        Assert.Equal(["role-not-allowed"], File("register", "to-verify", County, Township));
        Assert.Empty(File("register", "to-verify", County, Township, hasOther: false));
        Assert.Empty(File("register", "to-verify", Reviewer, Township, hasOther: false));
    }

    [Theory]
    [InlineData("orphan-community")]
    [InlineData("de-facto-unattended")]
    [InlineData("key-difficulty")]
    public void Where_money_hangs_on_it_the_county_decides(string category)
    {
        var facts = Ready with { ActiveCategories = [category] };
        Assert.Equal(["role-not-allowed"], File("register", "to-verify", Township, Director, facts));
        Assert.Empty(File("register", "to-verify", County, Township, facts));
        Assert.Equal(["role-not-allowed"], File("register", "to-verify", Township, Director, Ready with { IsFromCityImport = true }));
        Assert.Equal(["role-not-allowed"], File("leave", "exit-review", Township, Director, Leaving with { WasEverPaid = true }));
        Assert.Empty(File("leave", "exit-review", Reviewer, County, Leaving with { WasEverPaid = true }));
    }

    [Fact]
    public void Nothing_is_registered_unseen() =>
        Assert.Equal(["identity-not-checked", "first-visit-missing", "no-active-category", "guardian-not-said"], File("register", "to-verify", Township, Director, new()));

    private static readonly FileMoveFacts Leaving = new() { ExitReason = "no-category" };

    [Fact]
    public void No_exit_while_anything_is_open()   // states.md 1.1
    {
        Assert.Empty(File("leave", "exit-review", Township, Director, Leaving));
        Assert.Equal(["open-entitlement"], File("leave", "exit-review", Township, Director, Leaving with { HasOpenEntitlement = true }));
        Assert.Equal(["open-case"], File("leave", "exit-review", Township, Director, Leaving with { HasOpenCase = true }));
        Assert.Equal(["open-transfer"], File("leave", "exit-review", Township, Director, Leaving with { HasOpenTransfer = true }));
        Assert.Equal(["active-category"], File("leave", "exit-review", Township, Director, Leaving with { ActiveCategories = ["watch"] }));
        Assert.Equal(["reason-missing"], File("leave", "exit-review", Township, Director, Leaving, reason: " "));
    }

    [Fact]
    public void A_death_needs_its_paper_and_a_duplicate_its_merge()   // codes.md 6
    {
        Assert.Equal(["document-missing"], File("leave", "exit-review", Township, Director, Leaving with { ExitReason = "deceased" }));
        Assert.Empty(File("leave", "exit-review", Township, Director, Leaving with { ExitReason = "deceased", Documents = ["death-proof"] }));
        Assert.Equal(["document-missing"], File("leave", "exit-review", Township, Director, Leaving with { ExitReason = "moved-out", Documents = ["photo"] }));
        Assert.Equal(["duplicate-needs-merge"], File("leave", "exit-review", Township, Director, Leaving with { ExitReason = "duplicate" }));
        Assert.Equal(["exit-reason-unknown"], File("leave", "exit-review", Township, Director, Leaving with { ExitReason = null }));
    }

    [Fact]
    public void Exit_review_begins_with_a_reason_or_by_the_clock()
    {
        Assert.Equal(["exit-reason-missing"], File("exit-review", "registered", Director));
        Assert.Empty(File("exit-review", "registered", Director, facts: Ready with { ExitReason = "adopted" }));
        Assert.Empty(File("exit-review", "registered", Director, facts: new()));
        Assert.Empty(File("exit-review", "registered", MovedBy.System));
        Assert.True(FileLifeCycle.FallsToExitReview("registered", new()));
        Assert.False(FileLifeCycle.FallsToExitReview("registered", new() { IsExtendedStudy = true }));
        Assert.False(FileLifeCycle.FallsToExitReview("registered", Ready));
        Assert.False(FileLifeCycle.FallsToExitReview("left", new()));
    }

    [Fact]
    public void The_county_reopens_and_merges_and_the_city_merges_across_counties()
    {
        var named = Ready with { IsSurvivorNamed = true };
        Assert.Empty(File("reopen", "left", County, Township));
        Assert.Equal(["role-not-allowed"], File("reopen", "left", Township, Director));
        Assert.Equal(["no-active-category"], File("reopen", "left", County, Township, Ready with { ActiveCategories = [] }));   // 1.1
        Assert.Equal(["no-active-category"], File("stay", "exit-review", Township, facts: Ready with { ActiveCategories = [] }));
        Assert.Empty(File("stay", "exit-review", Township, facts: Ready with { ActiveCategories = [], IsExtendedStudy = true }));
        Assert.Empty(File("merge", "registered", Reviewer, County, named));
        Assert.Equal(["survivor-missing"], File("merge", "registered", County, Township));
        Assert.Equal(["role-not-allowed"], File("merge", "registered", County, Township, named with { IsAcrossCounties = true }));
        Assert.Empty(File("merge", "registered", City, County, named with { IsAcrossCounties = true }));
        Assert.Empty(File("unmerge", "merged", County, Township, Ready with { DaysSinceMerge = 90 }));
        Assert.Equal(["unmerge-too-late"], File("unmerge", "merged", County, Township, Ready with { DaysSinceMerge = 91 }));
        Assert.Equal(["move-not-allowed"], File("merge", "merged", County, Township, named));
    }

    [Fact]
    public void An_import_makes_and_unmakes_files_by_the_system_alone()
    {
        Assert.Empty(File("import-registered", "new", MovedBy.System));
        Assert.Equal(["role-not-allowed"], File("import-registered", "new", County));
        Assert.Empty(File("undo-import", "registered", MovedBy.System, facts: Ready with { IsUntouchedSinceImport = true }));
        Assert.Equal(["import-touched"], File("undo-import", "to-verify", MovedBy.System));
    }

    [Fact]
    public void A_refused_move_names_the_allowed_ones()
    {
        var problem = FileLifeCycle.Check(new("register", "registered", Township, Director, "理由"), Ready).Problems.Single();
        Assert.Equal("move-not-allowed", problem.Code);
        Assert.Equal("现在是“在册”，可以做的有：转入退出审核、并入。", problem.Says);
    }

    [Fact]
    public void Every_move_outside_the_drawing_is_refused()
    {
        var states = FileCodes.States.All.Select(state => state.Key).Append("new").ToArray();
        var moves = FileLifeCycle.Moves.Select(move => move.Code).Append("fly").ToArray();
        Facts.OneOf(states).SelectMany(state => Facts.OneOf(moves).Select(move => (state, move))).Sample((state, move) =>
            FileLifeCycle.Find(move)?.From.Contains(state) == true
            || File(move, state, County, Township) is ["move-not-allowed"]);
    }

    [Fact]
    public void Nobody_decides_alone_where_two_are_asked() =>
        Facts.OneOf([.. FileLifeCycle.Moves.Where(move => move.NeedsTwoPersons).Select(move => move.Code)]).Sample(code =>
        {
            var move = FileLifeCycle.Find(code)!;
            MovedBy one = new(Guid.CreateVersion7(), move.Deciders[0]);
            return File(code, move.From[0], one, one).Contains("own-proposal") || !move.Proposers.Contains(one.Role);
        });

    [Fact]
    public void States_of_the_moves_are_states_of_the_table() =>
        Assert.All(FileLifeCycle.Moves.SelectMany(move => move.From.Append(move.To)).Where(state => state != "new"), state => Assert.True(FileCodes.States.Has(state), state));

    [Fact]
    public void A_page_offers_what_the_role_may_propose_or_decide()
    {
        Assert.Equal(["to-verify", "dismiss", "merge"], FileLifeCycle.From("lead", RoleCodes.VillageDirector).Select(move => move.Code));
        Assert.Empty(FileLifeCycle.From("registered", RoleCodes.SystemAdmin));
    }

    private static readonly CategorySpan Span = new("left-behind", new(2024, 7, 1), null);

    private static string[] Term(string move, string state, MovedBy decider, TermMoveFacts facts, MovedBy? proposer = null, string? reason = null) =>
        Codes(TermLifeCycle.Check(new(move, state, decider, proposer, reason), facts));

    [Fact]
    public void A_term_is_confirmed_by_the_township_and_where_money_hangs_on_it_by_the_county()
    {
        Assert.Empty(Term("propose", "new", Director, new(Span)));
        Assert.Empty(Term("confirm", "proposed", Township, new(Span) { Rule = Verdict.Eligible }));
        Assert.Equal(["role-not-allowed"], Term("confirm", "proposed", Township, new(Span with { Code = "orphan-community" })));
        Assert.Empty(Term("confirm", "proposed", County, new(Span with { Code = "orphan-community" })));
        Assert.Equal(["role-not-allowed"], Term("confirm", "proposed", MovedBy.System, new(Span)));
        Assert.Empty(Term("confirm", "proposed", MovedBy.System, new(Span with { Code = "orphan-community" }) { IsCountyImport = true }));
        Assert.Equal(["category-unknown"], Term("propose", "new", Director, new(Span with { Code = "hiv-affected" })));   // sealed is no term
    }

    [Theory]
    [InlineData(Verdict.NotEligible)]
    [InlineData(Verdict.PersonDecides)]
    [InlineData(Verdict.Pending)]
    public void Against_the_rule_two_persons_and_a_reason_are_asked(Verdict rule)
    {
        Assert.Equal(["second-person-missing", "reason-missing"], Term("confirm", "proposed", Township, new(Span) { Rule = rule }));
        Assert.Empty(Term("confirm", "proposed", Township, new(Span) { Rule = rule }, Director, "一事一议"));
    }

    [Fact]
    public void Exclusive_terms_are_not_confirmed() =>
        Assert.Equal(["exclusive-categories"], Term("confirm", "proposed", Township, new(Span) { Others = [new("migrant", new(2024, 1, 1), null)] }));

    [Fact]
    public void A_term_ends_with_a_reason_and_a_date_and_by_the_clock_only_for_age()
    {
        var ended = new TermMoveFacts(Span with { To = new(2024, 9, 1) }) { EndReason = "parent-returned" };
        Assert.Empty(Term("end", "active", Township, ended));
        Assert.Equal(["end-reason-unknown", "end-date-missing"], Term("end", "active", Township, new(Span)));
        Assert.Equal(["end-before-start"], Term("end", "active", Township, new(Span with { To = Span.From }) { EndReason = "wrong-entry" }));
        Assert.Equal(["role-not-allowed"], Term("end", "active", MovedBy.System, ended));
        Assert.Empty(Term("end", "active", MovedBy.System, ended with { EndReason = "age-limit" }));
        Assert.Equal(["role-not-allowed"], Term("end", "active", Director, ended));
    }

    [Fact]
    public void A_term_that_never_was_is_voided_by_the_county_with_a_second_person()
    {
        Assert.Empty(Term("void", "active", County, new(Span), Township, "误登"));
        Assert.Equal(["role-not-allowed"], Term("void", "active", Township, new(Span), Director, "误登"));
        Assert.Equal(["move-not-allowed"], Term("void", "ended", County, new(Span), Township, "误登"));
    }

    private static string[] Transfer(string move, string state, MovedBy decider, TransferSide side, bool betweenCounties = false, string? on = "2024-07-01", string? reason = "随父母搬家") =>
        Codes(TransferLifeCycle.Check(new(move, state, decider, Reason: reason), new(side, betweenCounties, on is null ? null : Facts.Day(on), new(2024, 7, 1))));

    [Fact]
    public void A_transfer_is_offered_by_one_side_and_taken_by_the_other()
    {
        Assert.Empty(Transfer("propose", "new", Township, TransferSide.Giving));
        Assert.Equal(["wrong-side"], Transfer("propose", "new", Township, TransferSide.Receiving));
        Assert.Equal(["date-missing"], Transfer("propose", "new", Township, TransferSide.Giving, on: null));
        Assert.Equal(["role-not-allowed"], Transfer("propose", "new", Township, TransferSide.Giving, betweenCounties: true));
        Assert.Empty(Transfer("accept", "proposed", County, TransferSide.Receiving, betweenCounties: true));
        Assert.Equal(["wrong-side"], Transfer("accept", "proposed", Township, TransferSide.Giving));
        Assert.Equal(["reason-missing"], Transfer("refuse", "proposed", Township, TransferSide.Receiving, reason: null));
        Assert.Equal(["wrong-side"], Transfer("withdraw", "proposed", Township, TransferSide.Receiving));
    }

    [Fact]
    public void A_transfer_is_completed_by_the_clock_on_its_day()
    {
        Assert.Empty(Transfer("complete", "accepted", MovedBy.System, TransferSide.Giving));
        Assert.Equal(["not-yet-effective"], Transfer("complete", "accepted", MovedBy.System, TransferSide.Giving, on: "2024-07-02"));
        Assert.Equal(["move-not-allowed"], Transfer("complete", "proposed", MovedBy.System, TransferSide.Giving));
    }
}
