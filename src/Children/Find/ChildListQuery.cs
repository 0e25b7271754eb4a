using System.Linq.Expressions;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Find;

/// <summary>One line of the list: no ID number, no phone.</summary>
public sealed record ChildListRow(Guid Id, string Region, string Name, string Sex, DateOnly? BornOn, string? GuardianName, string? GuardianRelation, long CategoryBits, string State, string Risk, string? School, DateOnly? NextDue, DateOnly? LastMet);

/// <summary>A page of the list.</summary>
/// <param name="Count">Capped: more than <see cref="ChildListQuery.CountCap"/> means "1000 以上".</param>
/// <param name="Says">Why nothing could be searched, in words; null otherwise.</param>
public sealed record ChildListPage(IReadOnlyList<ChildListRow> Rows, string? NextAfter, int Count, string? Says = null);

/// <summary>The list of children: one narrow table, keyset by (region, id), never a join (architecture.md 1). Index ix_register_line_region_child_id_state.</summary>
public sealed class ChildListQuery(HuTongDb db, Scope scope, ChinaClock clock, BlindIndex blind, FieldCipher cipher, RegionTree places, KeptCounts kept)
{
    public const int PageSize = 20, CountCap = 1000;

    /// <summary>In wider scopes the last four digits are not searched: decrypting all would take seconds (security.md 5).</summary>
    private const int LastFourCap = 30_000;
    private const string End = "\uFFFF";

    /// <summary>What a list shows unless it is asked for other states.</summary>
    private static readonly string[] Shown = ["registered", "exit-review", "to-verify"];

    private static readonly Expression<Func<RegisterLine, ChildListRow>> Row = line =>
        new ChildListRow(line.ChildId, line.Region, line.Name, line.Sex, line.BornOn, line.GuardianName, line.GuardianRelation, line.CategoryBits, line.State, line.Risk, line.School, line.NextDue, line.LastMet);

    private static readonly CompiledQuery<Func<HuTongDb, IAsyncEnumerable<ChildListRow>>> FirstPage = new(() => EF.CompileAsyncQuery((HuTongDb db) =>
        db.Set<RegisterLine>().AsNoTracking().Where(line => Shown.Contains(line.State)).OrderBy(line => line.Region).ThenBy(line => line.ChildId).Take(PageSize + 1).Select(Row)));

    public async Task<ChildListPage> Run(ChildFilter filter, CancellationToken cancel = default)
    {
        if (filter.IsEmpty && filter.After is null) return await Page(await FirstPage.In(db)(db).ToListAsync(cancel), isFirst: true, () => Count(() => Filtered(filter), filter, cancel));
        var (found, says) = await Search(Filtered(filter), SearchWord.Read(filter.Q, clock.Today), IsNarrow(filter), cancel);
        if (found is null) return new ChildListPage([], null, 0, says);
        var after = VillageCursor.Parse(filter.After);
        return await Page(await found.After(after, PageSize).Select(Row).ToListAsync(cancel), isFirst: after is null, () => Count(() => found, filter, cancel));
    }

    private static async Task<ChildListPage> Page(List<ChildListRow> rows, bool isFirst, Func<Task<int>> count)
    {
        var page = Paged<ChildListRow>.Of(rows, PageSize, last => new VillageCursor(last.Region, last.Id).ToString());
        return new ChildListPage(page.Rows, page.Next, isFirst && page.Next is null ? page.Rows.Count : await count());   // a whole list on one page is its own count
    }

    /// <summary>Counted once for all pages of a list; what was searched for is kept nowhere.</summary>
    private Task<int> Count(Func<IQueryable<RegisterLine>> found, ChildFilter filter, CancellationToken cancel)
    {
        Task<int> Ask() => found().TagWith(KeptCounts.Tag).Select(line => line.ChildId).Take(CountCap + 1).CountAsync(cancel);
        return string.IsNullOrWhiteSpace(filter.Q) ? kept.Of(scope, (filter with { After = null }).Url(), Ask) : Ask();
    }

    /// <summary>A county and less: a part of a name is looked for anywhere in it. In a city it begins the name, on the index, or a county is chosen first.</summary>
    public bool IsNarrow(ChildFilter filter) => filter.Place is { Length: >= 6 } || scope.Prefixes.All(prefix => prefix.Length >= 6);

    private IQueryable<RegisterLine> Filtered(ChildFilter filter)
    {
        var lines = db.Set<RegisterLine>().AsNoTracking();
        if (filter.Place is { Length: > 0 } place) lines = lines.Inside(places.Stands(place));
        var states = filter.State.Length > 0 ? filter.State : Shown;
        // Who looks for one child finds the file whatever its state, a lead too, and does not make it again; the state stands in the line.
        if (filter.State.Length > 0 || string.IsNullOrWhiteSpace(filter.Q)) lines = lines.Where(line => states.Contains(line.State));
        if (filter.Risk.Length > 0) lines = lines.Where(line => filter.Risk.Contains(line.Risk));
        if (filter.Sex is { } sex) lines = lines.Where(line => line.Sex == sex);
        if (filter.School is { } school) lines = lines.Where(line => line.SchoolKey == school);
        if (Categories.Bits(filter.Category.SelectMany(Codes)) is var bits && filter.Category.Length > 0) lines = lines.Where(line => (line.CategoryBits & bits) != 0);
        if (filter.Visit is { } visit) lines = Visited(lines, visit);
        return Aged(lines, filter.Age);
    }

    /// <summary>A filter names a category or a group of the tree.</summary>
    private static IEnumerable<string> Codes(string key) => Categories.Find(key) is not null ? [key] : Categories.OfGroup(key).Select(category => category.Code);

    /// <summary>By the day due and the day last met, which Visits writes: past the day, due this month, nothing due any more, not seen for 90 days (VIS-012).</summary>
    private IQueryable<RegisterLine> Visited(IQueryable<RegisterLine> lines, string visit)
    {
        var (today, end) = (clock.Today, Children.VisitStands.Until(clock.Today));
        return visit switch
        {
            "late" => lines.Late(today),
            "due" => lines.Where(line => line.NextDue >= today && line.NextDue <= end),
            "done" => lines.Where(line => line.NextDue > end),
            "unseen" => lines.Unseen(today),
            _ => lines,
        };
    }

    private IQueryable<RegisterLine> Aged(IQueryable<RegisterLine> lines, string[] bands)
    {
        var chosen = AgeBands.All.Where(band => bands.Contains(band.Key)).ToList();
        if (chosen.Count == 0) return lines;
        IQueryable<RegisterLine>? any = null;
        foreach (var band in chosen)
        {
            var (after, until) = AgeBands.Born(band.From, band.To, clock.Today);
            var inBand = lines.Where(line => line.BornOn > after && line.BornOn <= until);
            any = any is null ? inBand : any.Concat(inBand);
        }
        return any!;
    }

    private async Task<(IQueryable<RegisterLine>? Lines, string? Says)> Search(IQueryable<RegisterLine> lines, SearchWord word, bool isNarrow, CancellationToken cancel)
    {
        var (text, end) = (word.Text, word.Text + End);
        switch (word.Kind)
        {
            case SearchKind.None: return (lines, null);
            case SearchKind.Name:
                return (isNarrow
                    ? lines.Where(line => line.NameKey.Contains(text) || line.GuardianName!.Contains(text))
                    : Either(lines, line => string.Compare(line.NameKey, text) >= 0 && string.Compare(line.NameKey, end) < 0, line => string.Compare(line.GuardianName!, text) >= 0 && string.Compare(line.GuardianName!, end) < 0), null);
            case SearchKind.Letters:
                // One or two letters are initials, or the beginning of a surname: inside a name every third one holds "ha" (performance.md 4).
                if (isNarrow && text.Length < 3) return (lines.Where(line => line.Initials.Contains(text) || line.Pinyin.StartsWith(text)), null);
                return (isNarrow
                    ? lines.Where(line => line.Initials.Contains(text) || (" " + line.Pinyin).Contains(" " + text))
                    : Either(lines, line => string.Compare(line.Initials, text) >= 0 && string.Compare(line.Initials, end) < 0, line => string.Compare(line.Pinyin, text) >= 0 && string.Compare(line.Pinyin, end) < 0), null);
            case SearchKind.FileNumber: return (lines.Where(line => line.FileNumber == text), null);
            case SearchKind.IdNumber:
                var id = blind.Of(BlindIndex.IdNumber, text);
                return (Of(lines, db.Set<Child>().Where(child => child.IdBlind == id).Select(child => child.Id)), null);
            case SearchKind.Phone:
                var phone = blind.Of(BlindIndex.Phone, text);
                return (Of(lines, db.Set<Phone>().Where(one => one.Blind == phone && one.To == null).Select(one => one.ChildId)), null);
            case SearchKind.LastFour:
                if (await lines.Select(line => line.ChildId).Take(LastFourCap + 1).CountAsync(cancel) > LastFourCap)
                    return (null, "范围里的孩子太多，不能只用后四位查找。请先选一个县或镇，或者输入完整的证件号。");
                var ids = await LastFour(lines, text, cancel);
                return (lines.Where(line => ids.Contains(line.ChildId)), null);
            default: throw new InvalidOperationException($"{word.Kind} is not searched.");
        }
    }

    /// <summary>Who was found on an index of their own is looked up in the list; asked the other way, SQLite walks a whole city's lines for one child.</summary>
    private static IQueryable<RegisterLine> Of(IQueryable<RegisterLine> lines, IQueryable<Guid> found) => lines.Where(line => found.Contains(line.ChildId));

    /// <summary>Each range on its own index. PostgreSQL joins two indexes under one order by itself; SQLite does not, and asks for each.</summary>
    private IQueryable<RegisterLine> Either(IQueryable<RegisterLine> lines, Expression<Func<RegisterLine, bool>> one, Expression<Func<RegisterLine, bool>> other)
    {
        IQueryable<Guid> Ids(Expression<Func<RegisterLine, bool>> which) => db.Set<RegisterLine>().Where(which).Select(line => line.ChildId);
        return db.Engine == Engine.Postgres ? lines.Where(one.Or(other)) : Of(lines, Ids(one).Concat(Ids(other)));
    }

    private async Task<List<Guid>> LastFour(IQueryable<RegisterLine> lines, string last, CancellationToken cancel)
    {
        var found = new List<Guid>();
        await foreach (var child in db.Set<Child>().AsNoTracking().Where(child => child.IdEnc != null && lines.Any(line => line.ChildId == child.Id)).Select(child => new { child.Id, child.IdEnc }).AsAsyncEnumerable().WithCancellation(cancel))
            if (cipher.Open(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc)!.EndsWith(last, StringComparison.Ordinal)) found.Add(child.Id);
        return found;
    }
}
