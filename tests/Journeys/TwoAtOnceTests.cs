using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>
/// What happens between opening a form and sending it: somebody else was there, the way back was taken, the log-in ended.
/// Each journey has a child of its own, so that none depends on what another wrote before it.
/// </summary>
public sealed class TwoAtOnceTests(Chrome chrome, LoadedSite loaded)
{
    [Fact]
    public async Task The_second_of_two_sees_what_the_first_changed_and_keeps_what_was_typed()
    {
        await using var officer = await Person.At(chrome, loaded.Site, "c370831");
        await using var supervisor = await Person.At(chrome, loaded.Site, "quanlin.supervisor");
        var form = await FileOf(officer, "邓然筠") + "/correct/schooling";
        await officer.Go(form);
        await Fill(officer, "泗水县第一实验小学", "家长来电话说的");
        await supervisor.Go(form);
        await Fill(supervisor, "泉林镇北岭小学", "按学籍核对");
        await supervisor.Press("保存就学");
        await supervisor.SeesText("已保存");

        await officer.Press("保存就学");
        await officer.SeesText("有人先改了");
        await officer.SeesText("泉林镇北岭小学");
        await officer.Look("stale");
        Assert.Equal("泗水县第一实验小学", await officer.Page.GetByLabel("学校").First.InputValueAsync());
        Assert.Equal("家长来电话说的", await officer.Page.GetByLabel("为什么改").InputValueAsync());
        await officer.Press("保存就学");
        await officer.SeesText("已保存");
        await officer.SeesText("泗水县第一实验小学");
        officer.HasNoComplaint();
        supervisor.HasNoComplaint();
    }

    [Fact]
    public async Task The_way_back_after_saving_opens_the_form_as_it_is_now()
    {
        await using var officer = await Person.At(chrome, loaded.Site, "c370831");
        var child = await FileOf(officer, "徐东卓");
        await officer.Go($"{child}/correct/schooling");
        await Fill(officer, "泗水县济河小学", "走错一步");
        await officer.Press("保存就学");
        await officer.SeesText("已保存");
        await officer.Page.GoBackAsync();
        await officer.Sees("就学");
        await Fill(officer, "泗水县济河小学东校区", "再改一次");
        await officer.Press("保存就学");
        await officer.SeesText("泗水县济河小学东校区");
        await officer.Go($"{child}/timeline");
        await Assertions.Expect(Lines(officer, "泗水县济河小学", "走错一步")).ToHaveCountAsync(1);
        await Assertions.Expect(Lines(officer, "泗水县济河小学东校区", "再改一次")).ToHaveCountAsync(1);
        officer.HasNoComplaint();
    }

    [Fact]
    public async Task A_log_in_that_ends_while_somebody_types_loses_nothing()
    {
        await using var officer = await Person.At(chrome, loaded.Site, "c370831");
        await officer.Go(await FileOf(officer, "郝岚月") + "/correct/schooling");
        await Fill(officer, "泗水县圣水峪小学", "写到一半");
        await officer.ForgetLogIn();
        await officer.Press("保存就学");
        await officer.SeesText("登录已过期");
        await officer.Look("log-in-over");
        await officer.LogInElsewhere("c370831");
        Assert.Equal("泗水县圣水峪小学", await officer.Page.GetByLabel("学校").First.InputValueAsync());
        await officer.Press("保存就学");
        await officer.SeesText("泗水县圣水峪小学");
        await officer.SeesText("已保存");
        officer.HasNoComplaint();
    }

    private static async Task<string> FileOf(Person officer, string child)
    {
        await officer.Find(child, child);
        return (await officer.Page.Locator("tbody th a").First.GetAttributeAsync("href"))!;
    }

    // One save makes a line for each fact that it replaced: a line is known by fact and reason.
    private static ILocator Lines(Person person, string fact, string reason) => person.Page.Locator("tbody tr").Filter(new() { HasText = fact }).Filter(new() { HasText = reason });

    private static async Task Fill(Person person, string school, string reason)
    {
        await person.Page.GetByLabel("学段").SelectOptionAsync(new SelectOptionValue { Label = "小学" });
        await person.Fill("学校", school);
        await person.Page.GetByText("更正写错的").ClickAsync();
        await person.Fill("为什么改", reason);
    }
}
