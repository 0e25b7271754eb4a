using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.People.Accounts;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Gaps;

/// <summary>A registered child whom something is missing for.</summary>
/// <param name="What">没有儿童主任, 没有照护人, 没有写明村（居）.</param>
/// <param name="Since">First day of the gap as far as the records tell; null when unknown.</param>
public sealed record GapLine(Guid Id, string Name, string Place, string What, DateOnly? Since);

/// <summary>A disability certificate that ends soon or has ended.</summary>
public sealed record ExpiringLine(Guid Id, string Name, string Place, string Kind, DateOnly ExpiresOn);

/// <summary>Files without responsible village, director or carer (REG-020), and certificates that expire (REG-006); the longest and the soonest first, 100 of each.</summary>
public sealed class GapsQuery(HuTongDb db, RegionTree tree, ChinaClock clock)
{
    /// <summary>Of each kind; more is a matter of import, not of reading.</summary>
    public const int Most = 100;

    /// <summary>Calendar days ahead in which a certificate counts as expiring (REG-006; a setting once settings are pages).</summary>
    public const int DaysAhead = 90;

    private static readonly string[] OnRegister = [FileStates.Registered, FileStates.ExitReview];
    private static readonly string[] Carers = ["guardian", "carer"];

    public async Task<IReadOnlyList<GapLine>> Gaps(CancellationToken cancel = default) =>
        [.. (await WithoutVillage(cancel)).Concat(await WithoutDirector(cancel)).Concat(await WithoutCarer(cancel)).OrderBy(line => line.Since ?? DateOnly.MinValue)];

    public async Task<IReadOnlyList<ExpiringLine>> Expiring(CancellationToken cancel = default)
    {
        var (today, until) = (clock.Today, clock.Today.AddDays(DaysAhead));
        var rows = await (
            from term in db.Set<Disability>().AsNoTracking()
            where term.ExpiresOn != null && term.ExpiresOn <= until && (term.To == null || term.To > today)
            join line in db.Set<RegisterLine>().AsNoTracking() on term.ChildId equals line.ChildId
            where OnRegister.Contains(line.State)
            orderby term.ExpiresOn
            select new { line.ChildId, line.Name, line.Region, term.Kind, term.Grade, term.ExpiresOn }).Take(Most).ToListAsync(cancel);
        return [.. rows.Select(row => new ExpiringLine(row.ChildId, row.Name, Place(row.Region), $"{Files.FileWords.Of("disability-kind", row.Kind)}{Files.FileWords.Of("disability-grade", row.Grade)}", row.ExpiresOn!.Value))];
    }

    private IQueryable<RegisterLine> Lines => db.Set<RegisterLine>().AsNoTracking().Where(line => OnRegister.Contains(line.State));

    private async Task<IEnumerable<GapLine>> WithoutVillage(CancellationToken cancel) =>
        await Said(await Lines.Where(line => line.Region.Length < 12).OrderBy(line => line.ChildId).Take(Most).ToListAsync(cancel), "没有写明村（居）", new Dictionary<Guid, DateOnly?>(), cancel);

    private async Task<IEnumerable<GapLine>> WithoutDirector(CancellationToken cancel)
    {
        var today = clock.Today;
        var posts = from place in db.Set<Jurisdiction>()
                    join post in db.Set<Post>() on place.PostId equals post.Id
                    where post.Role == RoleCodes.VillageDirector
                    select new { place.Prefix, place.ValidFrom, place.ValidTo, PostFrom = post.ValidFrom, PostTo = post.ValidTo };
        var open = posts.Where(post => post.ValidFrom <= today && (post.ValidTo == null || post.ValidTo > today) && post.PostFrom <= today && (post.PostTo == null || post.PostTo > today));
        var rows = await Lines.Where(line => line.Region.Length == 12 && !open.Any(post => post.Prefix == line.Region)).OrderBy(line => line.Region).ThenBy(line => line.ChildId).Take(Most).ToListAsync(cancel);
        var villages = rows.Select(row => row.Region).Distinct().ToList();
        var ended = (await posts.Where(post => villages.Contains(post.Prefix)).Select(post => new { post.Prefix, post.ValidTo, post.PostTo }).ToListAsync(cancel))
            .GroupBy(post => post.Prefix).ToDictionary(group => group.Key, group => group.Max(post => post.ValidTo < post.PostTo ? post.ValidTo : post.PostTo ?? post.ValidTo));
        return await Said(rows, "没有儿童主任", rows.ToDictionary(row => row.ChildId, row => ended.GetValueOrDefault(row.Region)), cancel);
    }

    private async Task<IEnumerable<GapLine>> WithoutCarer(CancellationToken cancel)
    {
        var today = clock.Today;
        var people = db.Set<RelatedPerson>().Where(person => Carers.Contains(person.Role));
        var rows = await Lines.Where(line => line.GuardianName == null && !people.Any(person => person.ChildId == line.ChildId && (person.To == null || person.To > today))).OrderBy(line => line.ChildId).Take(Most).ToListAsync(cancel);
        var ids = rows.Select(row => row.ChildId).ToList();
        var ended = await people.Where(person => ids.Contains(person.ChildId) && person.To != null).GroupBy(person => person.ChildId).Select(group => new { group.Key, Last = group.Max(person => person.To) }).ToDictionaryAsync(one => one.Key, one => one.Last, cancel);
        return await Said(rows, "没有监护人、照护人", ended, cancel);
    }

    // What never was there is missing since the file was registered, and no gap is older than the file.
    private async Task<IEnumerable<GapLine>> Said(List<RegisterLine> rows, string what, IReadOnlyDictionary<Guid, DateOnly?> ended, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.ChildId).ToList();
        var registered = await db.Set<Child>().AsNoTracking().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id, child => child.RegisteredOn, cancel);
        return rows.Select(row => new GapLine(row.ChildId, row.Name, Place(row.Region), what, Later(ended.GetValueOrDefault(row.ChildId), registered.GetValueOrDefault(row.ChildId))));
    }

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other : one;

    private string Place(string region) => tree.ShortName(region, RegionLevel.Township);
}
