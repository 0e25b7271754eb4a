using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Testing;

namespace HuTong.Children.Find;

/// <summary>City officers say why they look at lists, once for each log-in (security.md 2).</summary>
public sealed class ListPurposeTests
{
    [Theory, BothEngines]
    public async Task A_purpose_that_was_just_said_holds_at_once_and_for_nobody_else(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var officer = await site.LogIn("jn.officer");
        Assert.Equal("先写为什么要看名单", (await officer.Get("/children")).Heading);
        await officer.Submit("看名单", ("purpose", "核对第二季度在册人数"));
        Assert.Equal("儿童档案", officer.Page.Heading);
        Assert.Equal("儿童档案", (await officer.Get("/children")).Heading);
        using var auditor = await site.LogIn("auditor");
        Assert.Equal("先写为什么要看名单", (await auditor.Get("/children")).Heading);
        using var again = await site.LogIn("jn.officer");
        Assert.Equal("先写为什么要看名单", (await again.Get("/children")).Heading);
    }

    [Theory, BothEngines]
    public async Task A_purpose_is_of_the_post_that_said_it_not_of_another_in_the_same_session(Engine engine)
    {
        await using var world = await World.Create(engine);
        var officer = World.Worker("city-officer", "3708");
        await using (var desk = world.As(officer)) await desk.Get<AccessLog>().StateListPurpose("核对第二季度在册人数");
        await using (var desk = world.As(officer)) Assert.True(await desk.Get<AccessLog>().HasListPurpose());
        await using (var desk = world.As(officer with { PostId = Guid.CreateVersion7() })) Assert.False(await desk.Get<AccessLog>().HasListPurpose());
    }
}
