using HuTong.Children.Files;
using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

/// <summary>What the form of a new file said is not asked again when it is registered (states.md 1), except that nobody looks after the child.</summary>
public sealed class FirstFactsTests
{
    [Theory, BothEngines]
    public async Task What_the_finder_said_is_kept_as_proposed_categories_and_one_confirmation_makes_the_file_ready(Engine engine)
    {
        await using var world = await World.Create(engine);
        var form = OneFile.Form();
        form.Situations = ["both-away", "hardship", "to-check"];
        var id = await OneFile.CreateSeen(world, form);
        var first = (await OneFile.Read(world, id)).OpenCategories.OrderBy(one => one.Code).ToList();
        Assert.Equal([("hardship-family", "proposed"), ("left-behind", "proposed")], first.Select(one => (one.Code, one.State)));
        Assert.Contains("父母都外出", first[0].Ground, StringComparison.Ordinal);
        Assert.Empty(await Move(world, id, "to-verify"));
        Assert.Equal(["no-active-category"], await Move(world, id, "register"));   // the carer of the form counts as guardian known
        await using (var desk = OneFile.Supervisor(world))
        {
            var input = (await desk.Get<CorrectChild>().Begin(id, "category-accept", first[1].Id))!;
            input.Reason = "入户看过";
            Assert.Empty((await desk.Get<CorrectChild>().Run(id, "category-accept", input)).Problems);
        }

        Assert.Empty(await Move(world, id, "register"));
    }

    [Theory, BothEngines]
    public async Task A_child_too_old_for_a_category_gets_none_proposed(Engine engine)
    {
        await using var world = await World.Create(engine);
        var form = OneFile.Form();
        (form.Number, form.NoNumber, form.NoIdReason, form.BornOn, form.Situations) = (null, true, "not-registered", World.Day.AddYears(-16), ["both-away"]);
        Assert.Empty((await OneFile.Read(world, await OneFile.CreateSeen(world, form))).OpenCategories);
    }

    [Theory, BothEngines]
    public async Task That_nobody_looks_after_the_child_is_said_by_both_who_ask_and_who_agree(Engine engine)
    {
        await using var world = await World.Create(engine);
        var form = OneFile.Form();
        (form.Situations, form.CarerName, form.CarerPhone) = (["hardship"], null, null);
        var id = await OneFile.CreateSeen(world, form);
        await using (var desk = OneFile.Supervisor(world))
        {
            var term = Assert.Single((await OneFile.Read(world, id)).OpenCategories);
            var input = (await desk.Get<CorrectChild>().Begin(id, "category-accept", term.Id))!;
            input.Reason = "入户看过";
            Assert.Empty((await desk.Get<CorrectChild>().Run(id, "category-accept", input)).Problems);
        }

        Assert.Empty(await Move(world, id, "to-verify"));
        Assert.Equal(["guardian-not-said"], await Move(world, id, "register"));
        Assert.Empty(await Move(world, id, "register", noGuardian: true));
        await using var officer = OneFile.Officer(world);
        var child = (await officer.Get<ChildFileQuery>().Find(id))!;
        var waiting = Assert.Single(await officer.Get<WaitingMoves>().Run(child));
        Assert.True(waiting.AsksGuardian);
        Assert.Equal(["guardian-not-said"], (await officer.Get<MoveFile>().Decide(id, waiting.Id, agrees: true, null)).Problems.Select(problem => problem.Code));
        await using var again = OneFile.Officer(world);
        Assert.True((await again.Get<MoveFile>().Decide(id, waiting.Id, agrees: true, null, noGuardianKnown: true)).Value);
    }

    private static async Task<IReadOnlyList<string>> Move(World world, Guid id, string move, bool noGuardian = false)
    {
        await using var desk = OneFile.Supervisor(world);
        var version = (await desk.Db.Set<Child>().AsNoTracking().SingleAsync(child => child.Id == id)).Version;
        var request = new MoveRequest { Key = Guid.CreateVersion7(), Version = version, Move = move, Reason = "入户见到孩子", NoGuardianKnown = noGuardian };
        return [.. (await desk.Get<MoveFile>().Run(id, request)).Problems.Select(problem => problem.Code)];
    }

    /// <summary>Who cares for a child is not the child, nor its spouse or child; what a ledger said is not lost from the form.</summary>
    [Fact]
    public void A_carer_is_offered_only_as_what_a_carer_can_be()
    {
        var offered = FileWords.RelationsToChild(null).Select(one => one.Words).ToList();
        foreach (var odd in new[] { "本人", "户主", "配偶", "儿子", "女儿" }) Assert.DoesNotContain(odd, offered);
        foreach (var usual in new[] { "爷爷", "外婆", "姑姑", "哥哥", "非亲属" }) Assert.Contains(usual, offered);
        Assert.Contains("户主", FileWords.RelationsToChild("head").Select(one => one.Words));
    }
}
