using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.Places.Calendar;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places.Seed;

/// <summary>Writes the shipped places, what the own zones manage, and the calendar into empty tables; set-up calls it. Done twice is done once.</summary>
public sealed class SeedRegions(HuTongDb db, KeyRing keys)
{
    /// <returns>Regions written; 0 when they were there before.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        keys.Prepare([""], KeyPurposes.Field, KeyPurposes.Chain);   // a key made inside the transaction would wait for it
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        await transaction.LockOnce("seed-regions", cancel);
        if (await db.Set<Region>().AnyAsync(cancel)) return 0;

        var tree = RegionTree.Standard;
        await new BulkWriter<Region>(db).Write(tree.All, cancel);
        await new BulkWriter<RegionSuccession>(db).Write(HandedTownships(tree), cancel);
        await new BulkWriter<CalendarDay>(db).Write(ShippedCalendar.Days, cancel);
        if (await db.SaveAsync("regions-seeded", new Subject("region", Guid.Empty), cancel: cancel) is { } problem)
            throw new InvalidOperationException(problem.Code);   // nobody else holds these tables yet
        await transaction.Commit(cancel);
        return tree.Count;
    }

    private static IEnumerable<RegionSuccession> HandedTownships(RegionTree tree) =>
        from own in OwnNode.Shipped
        from code in own.Manages
        let township = tree.Find(code)!
        select new RegionSuccession
        {
            Id = Guid.CreateVersion7(), OldCode = code, NewCode = own.Code, Kind = RegionSuccession.HandedTo, On = township.ValidFrom,
        };
}
