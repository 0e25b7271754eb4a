using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Board;

/// <summary>Children by category, place and day, with the month's changes (STA-001).</summary>
public sealed class BoardTests
{
    private const string County = "370831", Township = "370831001";
    private static readonly DateOnly Spring = new(2026, 3, 2), June = new(2026, 6, 3);

    [Theory, BothEngines]
    public async Task Every_number_of_the_board_opens_exactly_its_children_on_any_day_STA_001(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (here, there) = (RegionTree.Standard.Villages(Township).First().Code, RegionTree.Standard.Villages("370831101").First().Code);
        await Add(world, here, "registered", Spring, null, (Categories.LeftBehind, Spring, null), (Categories.OrphanCommunity, June, null));   // two categories, once in the whole
        await Add(world, here, "registered", Spring, null, (Categories.LeftBehind, Spring, June), (Categories.KeyDifficulty, June, null));
        await Add(world, there, "exit-review", June, null, (Categories.Migrant, June, null));
        await Add(world, there, "left", Spring, June, (Categories.LeftBehind, Spring, June));
        await Add(world, there, "lead", null, null, (Categories.LeftBehind, Spring, null));

        await using var county = world.As("county-officer", County);
        await Says(county, County, World.Day, all: 3, orphan: 1, key: 1, inDifficulty: 2, leftBehind: 1, migrant: 1, made: 1, left: 1);
        await Says(county, Township, World.Day, all: 2, orphan: 1, key: 1, inDifficulty: 2, leftBehind: 1, migrant: 0, made: 0, left: 0);
        await Says(county, County, new DateOnly(2026, 5, 31), all: 3, orphan: 0, key: 0, inDifficulty: 0, leftBehind: 3, migrant: 0, made: 0, left: 0);
        await Says(county, County, new DateOnly(2026, 3, 31), all: 3, orphan: 0, key: 0, inDifficulty: 0, leftBehind: 3, migrant: 0, made: 3, left: 0);
        await Says(county, County, new DateOnly(2026, 3, 1), all: 0, orphan: 0, key: 0, inDifficulty: 0, leftBehind: 0, migrant: 0, made: 0, left: 0);
        await using var village = world.As("village-director", here);
        Assert.Equal(2, (await village.Get<BoardQuery>().Run(here, World.Day)).Whole.Numbers[0]);
        Assert.Equal(0, (await village.Get<BoardQuery>().Run(there, World.Day)).Whole.Numbers[0]);   // the fence holds besides
    }

    private static async Task Says(Desk desk, string place, DateOnly on, int all, int orphan, int key, int inDifficulty, int leftBehind, int migrant, int made, int left)
    {
        var board = await desk.Get<BoardQuery>().Run(place, on);
        var shown = BoardColumns.Shown.Select((column, at) => (column.Code, board.Whole.Numbers[at])).ToDictionary();
        Assert.Equal((all, orphan, key, inDifficulty, leftBehind, migrant, made, left),
            (shown["all"], shown[Categories.Orphan], shown[Categories.KeyDifficulty], shown[Categories.InDifficulty], shown[Categories.LeftBehind], shown[Categories.Migrant], shown["new"], shown["left"]));
        foreach (var (at, column) in BoardColumns.Shown.Index())
        {
            Assert.Equal(board.Whole.Numbers[at], board.Below.Sum(part => part.Numbers[at]));
            foreach (var row in board.Below.Append(board.Whole).Where(row => row.Numbers[at] > 0))
                Assert.Equal(row.Numbers[at], await desk.Get<BoardColumns>().Of(row.Code, column.Code, on).CountAsync());
        }
    }

    private static async Task Add(World world, string village, string state, DateOnly? registeredOn, DateOnly? exitOn, params (string Code, DateOnly From, DateOnly? To)[] terms)
    {
        await using var desk = world.AsSystem();
        var (id, now) = (Guid.CreateVersion7(), desk.Get<ChinaClock>().Now);
        var child = new Child { Id = id, Name = "陈雨桐", Sex = "female", BornOn = new DateOnly(2015, 6, 7), Region = village, State = state, RegisteredOn = registeredOn, ExitOn = exitOn, ExitReason = exitOn is null ? null : "moved-away", CreatedAt = now, IdKind = "none", NoIdReason = "other" };
        desk.Db.Add(child);
        foreach (var (code, from, to) in terms) desk.Db.Add(new CategoryTerm { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Code = code, State = registeredOn is null ? TermStates.Proposed : to is null ? TermStates.Active : TermStates.Ended, From = from, To = to, KnownFrom = now });
        await desk.Get<RegisterLines>().Derive(child);
        Assert.Null(await desk.Db.SaveAsync("child-corrected", Subject.Of(child)));
    }
}
