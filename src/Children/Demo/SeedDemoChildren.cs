using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Sealed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Demo;

/// <summary>The files of the demo city (demo.md 3 to 5) in one transaction, written only into an empty register.</summary>
public sealed class SeedDemoChildren(HuTongDb db, RegionTree tree, FieldCipher cipher, BlindIndex blind, KeyRing keys, ISealedIntake intake) : IDemoPart
{
    public async Task<string?> Run(DemoPlan plan, CancellationToken cancel = default)
    {
        if (await db.Set<Child>().AnyAsync(cancel)) return null;
        var told = new CityStories(plan, tree).Tell();
        PrepareKeys(told);
        var actors = await DemoActors.Load(db, cancel);
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("demo-children", cancel);
        if (await db.Set<Child>().AnyAsync(cancel)) return null;
        var writer = new DemoWriter(db);
        List<SealedEntry> isSealed = [];
        foreach (var county in told)
        {
            var rows = new DemoRows();
            var files = new DemoFiles(plan, tree, cipher, blind, actors, plan.Stream($"files/{county.Unit.Code}"), rows);
            foreach (var story in county.Stories) files.Add(story);
            await writer.Write(rows, cancel);
            isSealed.AddRange(rows.Sealed);
        }
        await new BulkWriter<FileNumberBlock>(db).Write(Blocks(told), cancel);
        await intake.Put(null, isSealed, cancel);   // through the one door of the import; no batch could take them back
        await write.Commit(cancel);
        return $"儿童档案 {told.Sum(county => county.Stories.Count)} 份";
    }

    // A key cannot be made inside the transaction.
    private void PrepareKeys(List<CountyTold> told)
    {
        var counties = told.SelectMany(county => county.Stories).Select(story => story.Village[..6]).Distinct().ToList();
        keys.Prepare(counties, KeyPurposes.Sealed);
        keys.Prepare(counties.Concat(told.Select(county => county.Unit.Code)).Append("3708").Append("").Distinct(), KeyPurposes.Field);
    }

    private static IEnumerable<FileNumberBlock> Blocks(List<CountyTold> told) => told.SelectMany(county => county.Stories).Where(story => story.FileNumber is not null)
        .GroupBy(story => (County: story.Village[..6], story.From.Year)).Select(block => new FileNumberBlock { County = block.Key.County, Year = block.Key.Year, Next = block.Count() + 1 });
}
