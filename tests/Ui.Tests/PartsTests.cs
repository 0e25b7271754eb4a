using AngleSharp.Dom;
using Xunit;

namespace HuTong.Ui.Tests;

/// <summary>Defends look §4: what a tag helper makes of a line.</summary>
public sealed class PartsTests
{
    [Fact]
    public async Task A_field_reads_label_hint_error_control()
    {
        await using var gallery = await Gallery.Open();
        var page = await gallery.Post(("Input.Name", ""), ("Input.On", "2024-6-20"));
        var control = page.GetElementById("f-Input-Name")!;
        Assert.Equal(["LABEL", "P", "P", "INPUT"], control.ParentElement!.Children.Select(child => child.TagName));
        Assert.Equal(["hf-Input-Name", "ef-Input-Name"], control.GetAttribute("aria-describedby")!.Split(' '));
        Assert.All(control.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        Assert.Equal("true", control.GetAttribute("aria-invalid"));
        Assert.Equal("40", control.GetAttribute("maxlength"));
        Assert.Equal("f-Input-Name", control.ParentElement.QuerySelector("label")!.GetAttribute("for"));
    }

    [Fact]
    public async Task What_was_typed_comes_back_with_a_summary_that_leads_to_its_fields()
    {
        await using var gallery = await Gallery.Open();
        var page = await gallery.Post(("Input.Name", ""), ("Input.On", "31.31"), ("Input.Way", "phone"), ("Input.Met", "grandmother"), ("Input.NoNumber", "true"), ("Input.Village", "school"));
        var summary = page.QuerySelector(".errsum")!;
        Assert.Equal("alert", summary.GetAttribute("role"));
        Assert.Equal("还有 2 处要改，改好才能保存", summary.QuerySelector("h2")!.TextContent);
        Assert.All(summary.QuerySelectorAll("a"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
        Assert.StartsWith("有错：", page.Title, StringComparison.Ordinal);
        Assert.Equal("31.31", page.GetElementById("f-Input-On")!.GetAttribute("value"));
        Assert.Equal(["phone", "grandmother", "true"], page.QuerySelectorAll("#f-write input:checked").Select(input => input.GetAttribute("value")!));
        Assert.Equal("school", page.QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_page_without_mistakes_has_no_summary_and_a_plain_title()
    {
        await using var gallery = await Gallery.Open();
        var page = await gallery.Page("/gallery");
        Assert.Null(page.QuerySelector(".errsum"));
        Assert.Equal("组件样例 · 护童", page.Title);
        Assert.Empty(page.QuerySelectorAll("main [aria-invalid]"));
    }

    [Fact]
    public async Task Tiles_are_a_group_with_real_inputs()
    {
        await using var gallery = await Gallery.Open();
        var group = (await gallery.Page("/gallery")).GetElementById("f-Input-Way")!.Closest("fieldset")!;
        Assert.Equal("怎么联系的", group.QuerySelector("legend")!.TextContent.Trim());
        Assert.Equal(3, group.QuerySelectorAll("label > input[type=radio]").Length);
    }

    [Fact]
    public async Task Zero_is_plain_and_every_other_number_a_link()
    {
        await using var gallery = await Gallery.Open();
        var stats = (await gallery.Page("/gallery")).QuerySelectorAll(".stat");
        Assert.Equal("/children?due=late", stats[0].QuerySelector(".v a")!.GetAttribute("href"));
        Assert.Null(stats[1].QuerySelector("a"));
    }

    [Fact]
    public async Task A_confirmation_sends_the_form_by_its_own_button()
    {
        await using var gallery = await Gallery.Open();
        var dialog = (await gallery.Page("/gallery")).QuerySelector("dialog")!;
        var act = dialog.QuerySelector("button[name=Confirmed]")!;
        Assert.Equal(("f-write", "true", "写入 310 行"), (act.GetAttribute("form"), act.GetAttribute("value"), act.TextContent));
        Assert.False(dialog.HasAttribute("open"));
        Assert.Equal("先不写入", dialog.QuerySelector("form[method=dialog] button")!.TextContent);
    }

    [Fact]
    public async Task A_split_bar_is_as_wide_as_its_parts_and_says_them()
    {
        await using var gallery = await Gallery.Open();
        var bar = (await gallery.Page("/gallery")).QuerySelector("svg.bar")!;
        Assert.Equal("已访18，未到期9，逾期4", bar.GetAttribute("aria-label"));
        var widths = bar.QuerySelectorAll("rect").Select(rect => double.Parse(rect.GetAttribute("width")!.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(100, widths.Sum(), 0.01);
        Assert.Equal(58.065, widths[0], 0.001);
    }

    [Fact]
    public async Task The_pager_counts_and_names_the_next_without_page_numbers()
    {
        await using var gallery = await Gallery.Open();
        var pager = (await gallery.Page("/gallery")).QuerySelector("nav.pager")!;
        Assert.Equal("第 21–40 人，共 64 人", pager.FirstElementChild!.TextContent);
        Assert.Equal("下一页（从田佳宁之后）", pager.QuerySelector("a[rel=next]")!.TextContent);
    }

    [Fact]
    public async Task The_current_step_and_tab_are_told_apart_without_colour()
    {
        await using var gallery = await Gallery.Open();
        var page = await gallery.Page("/gallery");
        Assert.Equal("对应列", page.QuerySelector("li[aria-current=step]")!.TextContent);
        Assert.Contains("已完成", page.QuerySelector("li.done")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("总览", page.QuerySelector(".tabs a[aria-current=page]")!.TextContent);
    }

    [Fact]
    public async Task Side_by_side_marks_the_one_letter_that_differs()
    {
        await using var gallery = await Gallery.Open();
        var table = (await gallery.Page("/gallery")).QuerySelector("table.cmp")!;
        Assert.Equal(["睿", "瑞"], table.QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Single(table.QuerySelectorAll("tr.differs"));
        Assert.Contains("空着", table.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("高梓睿", "高梓瑞", "高梓", "睿", "")]
    [InlineData("aba", "aa", "a", "b", "a")]
    [InlineData("aa", "aaa", "aa", "", "")]
    [InlineData("", "甲", "", "", "")]
    public void Differing_never_overlaps(string text, string other, string before, string middle, string after) =>
        Assert.Equal((before, middle, after), Parts.Differing.Split(text, other));
}
