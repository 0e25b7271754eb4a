using HuTong.Children.Doubles;
using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Home;

/// <summary>What the first page counts; each number opens exactly its rows. Counted to one beyond the cap, which then reads 100,000 以上; kept for seconds, so that a city waits no longer than a village.</summary>
public sealed record HomeCounts(int Registered, int Leads, int ToVerify, int Exits, int Waiting, int Doubles)
{
    public const int Cap = 100_000;

    public static string Says(int count) => Show.Capped(count, Cap);

    public bool IsNew => Registered + Leads + ToVerify + Waiting == 0;
}

/// <summary>The counts of the first page, kept for seconds.</summary>
public sealed class HomeQuery(HuTongDb db, WaitingQuery waiting, DoublesQuery doubles, KeptCounts kept, Scope scope)
{
    public Task<HomeCounts> Run(CancellationToken cancel = default) => kept.Of(scope, "home", () => Count(cancel));

    private async Task<HomeCounts> Count(CancellationToken cancel) => new(
        await Lines("registered", cancel), await Lines("lead", cancel), await Lines("to-verify", cancel), await Lines("exit-review", cancel),
        await waiting.CountTo(HomeCounts.Cap + 1, cancel),
        await doubles.Count(cancel));

    private Task<int> Lines(string state, CancellationToken cancel) => db.Set<RegisterLine>().TagWith(KeptCounts.Tag).Where(line => line.State == state).Take(HomeCounts.Cap + 1).CountAsync(cancel);
}
