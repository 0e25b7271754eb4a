using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>The timeline tells of every decision about a row, and of everything that happened before a move (security.md 6), on both engines.</summary>
public sealed class RowTimelineTests
{
    [Theory, BothEngines]
    public async Task The_same_child_with_a_reason_a_change_taken_and_one_left_stands_on_its_timeline(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + "张试一,,2015-06-07,男,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n");
        var later = await Apply(world, Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal).Replace("13800001234", "13800009999", StringComparison.Ordinal), name: "八月.csv");
        await using (var desk = world.As(County))
        {
            var row = await desk.Db.Set<ImportRow>().SingleAsync(one => one.BatchId == later && one.State == "waiting");
            var school = await desk.Db.Set<ChangeProposal>().SingleAsync(one => one.RowId == row.Id && one.Field == "school");
            var decided = await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = [school.Id], Reason = "问过村里" });
            Assert.True(decided.Ok, Says(decided.Problems));
        }

        var lines = await Timeline(world, "张试一");
        Assert.Contains("台账里的一行认作这个孩子 台账《八月.csv》第 2 行；问过村里", lines);
        Assert.Contains(lines, line => line.StartsWith("没有采纳台账里的变动 台账《八月.csv》第 2 行；没有采纳台账写的：", StringComparison.Ordinal) && line.Contains("138******99", StringComparison.Ordinal) && !line.Contains("13800009999", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("采纳台账里的变动", StringComparison.Ordinal) && line.EndsWith("台账《八月.csv》第 2 行", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task A_row_that_was_filled_in_and_one_that_is_another_child_stand_on_the_timelines(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var later = await Apply(world, Head + "张小一,,2015-06-07,男,泉林镇,卞桥一村,留守儿童,,,,,\n" + Two.Replace("留守儿童", "", StringComparison.Ordinal), name: "艾滋病.csv");
        await using (var desk = world.As(County))
        {
            var rows = await desk.Db.Set<ImportRow>().Where(one => one.BatchId == later && one.State == "waiting").OrderBy(one => one.No).ToListAsync();
            var other = await desk.Get<DecideRow>().Run(rows[0].Id, new RowDecision { Kind = RowDecision.Other, Reason = "是堂弟" });
            Assert.True(other.Ok, Says(other.Problems));
            var filled = await desk.Get<DecideRow>().Run(rows[1].Id, new RowDecision { Kind = RowDecision.Fill, Corrections = { ["category"] = "留守儿童" }, Reason = "打过电话" });
            Assert.True(filled.Ok, Says(filled.Problems));
        }

        Assert.Contains("台账里的一行是另一个孩子 台账《台账.csv》第 2 行；台账上的姓名是张小一；是堂弟", await Timeline(world, "张试一"));   // a name that tells a sealed fact is not said
        Assert.Contains("台账里的一行核对后建档 台账《台账.csv》第 2 行；是堂弟", await Timeline(world, "张小一"));
        Assert.Contains("台账里的一行核对后建档 台账《台账.csv》第 3 行；打过电话", await Timeline(world, "张试二"));
    }

    [Theory, BothEngines]
    public async Task A_dismissed_row_about_a_known_child_stands_on_its_timeline(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var later = await Apply(world, Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal), name: "八月.csv");
        await using (var desk = world.As(County))
        {
            var row = await desk.Db.Set<ImportRow>().SingleAsync(one => one.BatchId == later);
            Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "学校写错了" })).Ok);
        }

        Assert.Contains("台账里的一行没有入库 台账《八月.csv》第 2 行；学校写错了", await Timeline(world, "张试一"));
    }

    /// <summary>Security.md 6: what happened in the old village is on the timeline that the new village's director reads; the old one reads nothing any more.</summary>
    [Theory, BothEngines]
    public async Task After_a_move_the_new_place_reads_the_whole_timeline_and_the_old_one_nothing(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await FileTests.OneFile.Create(world);
        Assert.Empty(await FileTests.OneFile.Correct(world, id, "residence", input => input.Place = FileTests.OneFile.OtherVillage));
        await using (var desk = world.As("village-director", FileTests.OneFile.OtherVillage))
        {
            var lines = (await desk.Get<TimelineQuery>().Run(id)).Lines;
            Assert.Contains(lines, line => line.What == "新建档案");
            Assert.Contains(lines, line => line.What.StartsWith("更正住址", StringComparison.Ordinal));
            Assert.DoesNotContain(await desk.Db.Set<Event>().ToListAsync(), one => one.Region == FileTests.OneFile.Village);   // only by child, never by place
        }

        await using (var desk = world.As("village-director", FileTests.OneFile.Village)) Assert.Empty((await desk.Get<TimelineQuery>().Run(id)).Lines);
        await using (var desk = world.As("county-officer", "370832")) Assert.Empty((await desk.Get<TimelineQuery>().Run(id)).Lines);
    }

    private static async Task<List<string>> Timeline(World world, string name)
    {
        await using var desk = world.As(County);
        var id = (await desk.Db.Set<Child>().SingleAsync(child => child.Name == name)).Id;
        return [.. (await desk.Get<TimelineQuery>().Run(id, rows: 50)).Lines.Select(line => $"{line.What} {line.Why}")];
    }
}
