using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>What happens between opening a form and sending it: somebody else was there, the way back was taken, the log-in ended.</summary>
public sealed class TwoAtOnceTests(Chrome chrome, LoadedSite loaded) : IClassFixture<LoadedSite>
{
    private string Form => $"{loaded.Child}/correct/schooling";

    [Fact]
    public async Task The_second_of_two_sees_what_the_first_changed_and_keeps_what_was_typed()
    {
        await using var officer = await Person.At(chrome, loaded.Site, "c370831");
        await using var supervisor = await Person.At(chrome, loaded.Site, "quanlin.supervisor");
        await officer.Go(Form);
        await Fill(officer, "泗水县第一实验小学", "家长来电话说的");
        await supervisor.Go(Form);
        await Fill(supervisor, "泉林镇中心小学", "按学籍核对");
        await supervisor.Press("保存就学");
        await supervisor.SeesText("已保存");

        await officer.Press("保存就学");
        await officer.SeesText("有人先改了");
        await officer.SeesText("泉林镇中心小学");
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
        await officer.Go(Form);
        await Fill(officer, "泗水县济河小学", "走错一步");
        await officer.Press("保存就学");
        await officer.SeesText("已保存");
        await officer.Page.GoBackAsync();
        await officer.Sees("就学");
        await Fill(officer, "泗水县济河小学东校区", "再改一次");
        await officer.Press("保存就学");
        await officer.SeesText("泗水县济河小学东校区");
        await officer.Go($"{loaded.Child}/timeline");
        await Assertions.Expect(officer.Page.GetByText("走错一步")).ToHaveCountAsync(1);
        await Assertions.Expect(officer.Page.GetByText("再改一次")).ToHaveCountAsync(1);
        officer.HasNoComplaint();
    }

    [Fact]
    public async Task A_log_in_that_ends_while_somebody_types_loses_nothing()
    {
        await using var officer = await Person.At(chrome, loaded.Site, "c370831");
        await officer.Go(Form);
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

    private static async Task Fill(Person person, string school, string reason)
    {
        await person.Page.GetByLabel("学段").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await person.Fill("学校", school);
        await person.Page.GetByText("更正写错的").ClickAsync();
        await person.Fill("为什么改", reason);
    }
}
