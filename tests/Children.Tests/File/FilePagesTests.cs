using System.Net;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

public sealed class FilePagesTests
{
    private const string County = "county-officer", Township = "township-supervisor";

    [Fact]
    public async Task Every_page_of_a_file_can_be_read_and_shows_no_whole_number()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await OneFile.Create(world);
        await OneFile.Correct(world, id, "category", input => (input.Code, input.On, input.Words) = ("left-behind", World.Day, "父母都外出务工"));
        await using var site = await FileSite.Open(world, County, OneFile.County);
        string[] parts = ["identity", "hukou", "residence", "schooling", "health", "disability", "household", "father", "mother", "person", "phone", "category", "risk"];
        foreach (var path in new[] { "", "/basic", "/care", "/school", "/health", "/categories", "/timeline", "/timeline?On=2026-06-15", "/danger", "/move", "/household", "/reveal?what=id", "/print" }.Concat(parts.Select(part => $"/correct/{part}")))
        {
            var page = await site.Browser.Get($"/children/{id}{path}");
            Assert.True(page.IsOk, $"{path}: {page.Status} {page.Text}");
            Assert.False(page.Html.Contains(OneFile.Number, StringComparison.Ordinal) || page.Html.Contains("13800001234", StringComparison.Ordinal), path);
        }
        foreach (var path in new[] { "/children/new", "/children/leads" }) Assert.True((await site.Browser.Get(path)).IsOk, path);
    }

    [Fact]
    public async Task A_correction_by_form_comes_back_with_what_is_wrong_and_is_kept_when_right()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await OneFile.Create(world);
        await using var site = await FileSite.Open(world, County, OneFile.County);
        await site.Browser.Get($"/children/{id}/correct/schooling");
        var again = await site.Browser.Submit("保存就学", ("Input.Stage", "primary"), ("Input.School", "泉林镇中心小学"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal("泉林镇中心小学", again.Field("Input.School"));
        Assert.Contains("请写明为什么改", again.Text, StringComparison.Ordinal);
        var kept = await site.Browser.Submit("保存就学", ("Input.Way", "change"), ("Input.On", "今天"), ("Input.Reason", "学校名册"));
        Assert.True(kept.IsOk, kept.Text);
        Assert.EndsWith($"/children/{id}/school", kept.Address, StringComparison.Ordinal);
        Assert.Contains("泉林镇中心小学", kept.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_second_sees_what_changed_with_own_input_kept()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await OneFile.Create(world);
        await using var site = await FileSite.Open(world, County, OneFile.County);
        await site.Browser.Get($"/children/{id}/correct/household");
        await OneFile.Correct(world, id, "household", input => input.LivesWith = "alone");
        var stale = await site.Browser.Submit("保存家庭", ("Input.LivesWith", "both-parents"), ("Input.Way", "mistake"), ("Input.Reason", "入户核实"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal("both-parents", stale.Field("Input.LivesWith"));
        Assert.Contains("独居", stale.Text, StringComparison.Ordinal);
        Assert.True((await site.Browser.Submit("保存家庭")).IsOk);
        Assert.Contains("父母", (await site.Browser.Get($"/children/{id}/basic")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("village-director", OneFile.Village, false)]
    [InlineData(Township, OneFile.Township, true)]
    public async Task A_page_offers_the_whole_number_only_to_whom_it_would_show_it(string role, string region, bool offers)
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await OneFile.Create(world);
        await using var site = await FileSite.Open(world, role, region);
        foreach (var path in new[] { "", "/basic", "/care" })
            Assert.Equal(offers, (await site.Browser.Get($"/children/{id}{path}")).Document.Links.Any(link => link.GetAttribute("href") == $"/children/{id}/reveal?what=id"));
        Assert.Contains(site.Browser.Page.Document.Links, link => link.GetAttribute("href")!.StartsWith($"/children/{id}/reveal?what=", StringComparison.Ordinal) && !link.GetAttribute("href")!.EndsWith("=id", StringComparison.Ordinal));   // phones to both
    }

    /// <summary>states.md 1: who agrees that no guardian is known says it on the page; a file that left asks with which category it comes back.</summary>
    [Fact]
    public async Task The_page_of_a_move_asks_for_what_is_said_again_at_the_decision()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var form = OneFile.Form();
        (form.CarerName, form.CarerPhone) = (null, null);
        var id = await OneFile.CreateSeen(world, form);
        await OneFile.Correct(world, id, "category", input => (input.Code, input.On, input.Words) = ("left-behind", World.Day, "父母都外出务工"));
        await using (var site = await FileSite.Open(world, Township, OneFile.Township))
        {
            await site.Browser.Get($"/children/{id}/move");
            await site.Browser.Submit("办理", ("Input.Move", "to-verify"), ("Input.Reason", "去看看"));
            await site.Browser.Submit("办理", ("Input.Move", "register"), ("Input.NoGuardianKnown", "true"), ("Input.Reason", "见到孩子"));
        }

        await using (var site = await FileSite.Open(world, County, OneFile.County))
        {
            var page = await site.Browser.Get($"/children/{id}/move");
            Assert.Contains("我也核实过", page.Text, StringComparison.Ordinal);
            Assert.Contains("请先登记再同意", (await site.Browser.Submit("同意")).Text, StringComparison.Ordinal);
            await site.Browser.Submit("同意", ("NoGuardianKnown", "true"));
            Assert.Contains("在册", site.Browser.Page.Heading, StringComparison.Ordinal);
        }

        await using (var desk = world.AsSystem()) await desk.Db.Set<Child>().ExecuteUpdateAsync(child => child.SetProperty(one => one.State, "left"));
        await using var reopening = await FileSite.Open(world, Township, OneFile.Township);
        await reopening.Browser.Get($"/children/{id}/move");
        Assert.NotNull(reopening.Browser.Page.One("[name='Input.Category']"));
    }

    [Fact]
    public async Task A_new_file_by_form_answers_the_same_whether_the_child_is_known_or_not()
    {
        await using var world = await World.Create(Engine.Sqlite);
        await OneFile.Create(world);
        await using var site = await FileSite.Open(world, Township, OneFile.Township);
        foreach (var number in new[] { OneFile.Number, "370899201506070066" })
        {
            await site.Browser.Get("/children/new");
            await site.Browser.Submit("保存，去核实", ("Input.Name", "陈雨桐"), ("Input.Number", number), ("Input.BornOn", "2015-6-7"), ("Input.Sex", "female"), ("Input.PlaceText", "仲子"), ("Input.Situations", "to-check"), ("Input.KnownBy", "school"));
            Assert.Equal("/children/leads", site.Browser.Page.Address);
            Assert.Contains("已收，待核验", site.Browser.Page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_village_and_no_child_at_all_are_the_same_not_found_T13()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await OneFile.Create(world);
        await using var site = await FileSite.Open(world, "village-director", OneFile.OtherVillage);
        foreach (var path in new[] { "", "/basic", "/timeline", "/danger", "/move", "/household", "/reveal", "/print", "/correct/identity" })
        {
            var foreign = await site.Browser.Get($"/children/{id}{path}");
            var none = await site.Browser.Get($"/children/{Guid.CreateVersion7()}{path}");
            Assert.Equal((HttpStatusCode.NotFound, none.Html), (foreign.Status, foreign.Html));
        }
    }

    [Fact]
    public async Task A_print_and_a_whole_number_come_only_with_their_purpose()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await OneFile.Create(world);
        await using var site = await FileSite.Open(world, County, OneFile.County);
        await site.Browser.Get($"/children/{id}/print");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Browser.Submit("看打印稿")).Status);
        var sheet = await site.Browser.Submit("看打印稿", ("Purpose", "年度核查存档"));
        Assert.Contains("用途：年度核查存档", sheet.Text, StringComparison.Ordinal);
        await site.Browser.Get($"/children/{id}/reveal?what=id");
        var shown = await site.Browser.Submit("查看号码", ("Purpose", "核对户口簿"));
        Assert.Contains(OneFile.Number, shown.Text, StringComparison.Ordinal);
        await using var desk = OneFile.Supervisor(world);
        Assert.Equal(1, await desk.Db.Set<Data.Access.AccessEntry>().CountAsync(entry => entry.Action == "print" && entry.ChildId == id));
    }
}
