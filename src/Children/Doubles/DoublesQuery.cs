using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Doubles;

/// <summary>One of the two files of a double; null facts where the asker's fence ends before it.</summary>
public sealed record DoubleSide(Guid ChildId, string Name, string Place, string State, string? FileNumber);

/// <summary>Two files with one ID number that wait for a decision.</summary>
/// <param name="First">The older file; null when it lies outside the asker's places.</param>
public sealed record DoublePair(Guid HitId, long Version, DoubleSide? First, DoubleSide? Second, DateTime FoundAt);

/// <summary>Doubles that this office decides: those of its own level, and those below it for a county (security.md 3.6). Both sides through the fence, numbers masked.</summary>
public sealed class DoublesQuery(HuTongDb db, Scope scope, FieldCipher cipher, RegionTree places)
{
    private const int Most = 100;

    /// <summary>How many wait here, at most 100; 0 for roles that do not see them.</summary>
    public Task<int> Count(CancellationToken cancel = default) => Mine().TagWith(KeptCounts.Tag).Take(Most).CountAsync(cancel);

    /// <summary>The oldest hundred.</summary>
    public async Task<IReadOnlyList<DoublePair>> Run(CancellationToken cancel = default)
    {
        var hits = await Mine().OrderBy(hit => hit.FoundAt).ThenBy(hit => hit.Id).Take(Most).ToListAsync(cancel);
        var sides = await Sides(hits, cancel);
        return [.. hits.Select(hit => Pair(hit, sides))];
    }

    /// <summary>One open hit with both files beside each other; null when it is not there, decided, or another office's.</summary>
    public async Task<(DoublePair Pair, CompareTable Table)?> One(Guid hitId, CancellationToken cancel = default)
    {
        if (await Mine().FirstOrDefaultAsync(hit => hit.Id == hitId, cancel) is not { } hit) return null;
        var sides = await Sides([hit], cancel);
        var (first, second) = Ordered(hit, sides);
        var lines = await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == hit.FirstChildId || line.ChildId == hit.SecondChildId).ToDictionaryAsync(line => line.ChildId, cancel);
        var table = new CompareTable("用了同一个证件号的两份档案", Head(first, "先建的档案"), Head(second, "后建的档案"), Rows(first, second, lines));
        return (Pair(hit, sides), table);
    }

    /// <summary>Open hits of the asker's office.</summary>
    public IQueryable<DuplicateHit> Mine()
    {
        var office = scope.OfficeRegion;
        var open = db.Set<DuplicateHit>().AsNoTracking().Where(hit => hit.State == "open");
        return scope.Role switch
        {
            "township-supervisor" => open.Where(hit => hit.Region == office || hit.Region.Length >= 9),
            "county-officer" => open.Where(hit => hit.Region == office || hit.Region.Length >= 6),
            "city-officer" => open.Where(hit => hit.Region == office),
            _ => open.Where(_ => false),
        };
    }

    private Task<Dictionary<Guid, Child>> Sides(IReadOnlyList<DuplicateHit> hits, CancellationToken cancel)
    {
        var ids = hits.SelectMany(hit => new[] { hit.FirstChildId, hit.SecondChildId }).Distinct().ToArray();
        return db.Set<Child>().AsNoTracking().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id, cancel);
    }

    private DoublePair Pair(DuplicateHit hit, Dictionary<Guid, Child> sides)
    {
        var (first, second) = Ordered(hit, sides);
        return new(hit.Id, hit.Version, Side(first), Side(second), hit.FoundAt);
    }

    // An id is made when the form is opened, so the older id need not be the older file.
    private static (Child? First, Child? Second) Ordered(DuplicateHit hit, Dictionary<Guid, Child> sides)
    {
        var (one, other) = (sides.GetValueOrDefault(hit.FirstChildId), sides.GetValueOrDefault(hit.SecondChildId));
        return one is not null && other is not null && other.CreatedAt < one.CreatedAt ? (other, one) : (one, other);
    }

    private DoubleSide? Side(Child? child) => child is null ? null : new(child.Id, child.Name, places.ShortName(child.Region, RegionLevel.Township), FileWords.Of("file-state", child.State) ?? "", child.FileNumber);

    private static string Head(Child? child, string which) => child is null ? "在别处登记" : child.FileNumber is { } number ? $"{which} {number}" : which;

    private List<CompareRow> Rows(Child? first, Child? second, Dictionary<Guid, RegisterLine> lines)
    {
        var rows = new List<CompareRow>();
        void Add(string name, Func<Child, string?> of)
        {
            var (left, right) = (first is null ? "" : of(first) ?? "", second is null ? "" : of(second) ?? "");
            if (left.Length + right.Length > 0) rows.Add(new CompareRow(name, left, right, left.Length > 0 && right.Length > 0 && left != right));
        }
        Add("姓名", child => child.Name);
        Add("证件号", child => cipher.Open(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc) is { } number ? Masks.Id(number) : null);
        Add("性别", child => FileWords.Of("sex", child.Sex));
        Add("出生日期", child => child.BornOn is { } born ? Show.Date(born) : null);
        Add("住在", child => places.ShortName(child.Region, RegionLevel.Township));
        Add("监护人或照护人", child => lines.GetValueOrDefault(child.Id)?.GuardianName);
        Add("学校", child => lines.GetValueOrDefault(child.Id)?.School);
        Add("档案状态", child => FileWords.Of("file-state", child.State));
        Add("从哪里来", child => FileWords.Of("source", child.Source));
        Add("哪天建的", child => Show.Date(DateOnly.FromDateTime(ChinaClock.InChina(child.CreatedAt))));
        return rows;
    }
}
