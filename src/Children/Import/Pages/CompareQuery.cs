using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A waiting row beside the file it may be about, masked.</summary>
/// <param name="ChildId">The file on the left; null when the register knows none here.</param>
/// <param name="Choices">Field → proposals that are accepted when the row's side is chosen; none yet where the file was only now found, the field itself stands for them.</param>
public sealed record Comparison(RowFacts Row, Guid? ChildId, string? ChildName, string? FileNumber, long? Version, CompareTable Table, IReadOnlyDictionary<string, IReadOnlyList<Guid>> Choices, int Same, int Differing, int OneSided)
{
    /// <summary>Both sides have one and the same number.</summary>
    public bool IsByNumber { get; init; }

    /// <summary>The file has left the register.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The files on the register that share the row's number; empty where none do.</summary>
    public IReadOnlyList<SharedFile> Doubled { get; init; } = [];

    /// <summary>The files that are as alike to the row as the one on the left, itself too; empty where it is the only one.</summary>
    public IReadOnlyList<SharedFile> Alike { get; init; } = [];
}

/// <summary>One of several files with the number of a row, or as alike.</summary>
public sealed record SharedFile(Guid ChildId, string Name, string? FileNumber, string Place);

/// <summary>Puts both sides of a waiting row beside each other (picture 06).</summary>
public sealed class CompareQuery(HuTongDb db, RegisterLookupQuery register, RowMatch match, FieldCipher cipher, RegionTree places, ChinaClock clock)
{
    /// <summary>Name, number, sex, birth and village always come first.</summary>
    private const int Identity = 5;

    private static readonly LedgerField[] Compared =
    [
        .. Enum.GetValues<LedgerField>().Where(field => field is not (LedgerField.None or LedgerField.Serial or LedgerField.Name or LedgerField.IdNumber or LedgerField.Birth or LedgerField.Sex or LedgerField.Age
            or LedgerField.Category or LedgerField.Remark) && !field.IsResidence() && !field.IsOfLine()),
    ];

    /// <returns>Null when the cells of the row are gone.</returns>
    /// <param name="file">The file to be shown, where several have the number of the row or are as alike.</param>
    public async Task<Comparison?> Run(ImportRow row, bool showsOther, CancellationToken cancel = default, Guid? file = null)
    {
        if (RowFacts.Of(row, cipher) is not { } facts) return null;
        var doubled = showsOther && RowCodes.IsDoubled(row) ? await Doubled(facts, cancel) : [];
        var chosen = doubled.FirstOrDefault(one => one.ChildId == file)?.ChildId ?? (doubled.Count > 0 ? doubled[0].ChildId : null);
        var isAnew = RowCodes.IsMatchedAnew(row);   // compared within its file only, of another county, or of a file reopened since
        var found = showsOther && (isAnew || RowCodes.IsLikeness(row)) ? (await match.Run(row, cancel, chosen ?? file ?? row.ChildId)).Register : null;
        var alike = found is { Alike.Count: > 1 } ? await Files(found.Alike, cancel) : [];
        if (alike.Any(one => one.ChildId == file) && file != row.ChildId) chosen = file;
        else if (!isAnew) found = null;   // the row's own proposals stand
        var other = showsOther ? await Other(facts, chosen ?? row.ChildId ?? found?.ChildId, cancel) : null;
        if (other is null) found = null;
        if (found is not null) facts = facts with { Changes = [.. found.Changes.Where(change => change.New != RowFacts.Sealed)] };
        var stored = other is null ? null : await db.Set<Child>().AsNoTracking().Where(child => child.Id == other.ChildId).Select(child => new { child.FileNumber, child.Version }).FirstOrDefaultAsync(cancel);
        var number = stored?.FileNumber;
        var choices = (await db.Set<ChangeProposal>().AsNoTracking().Where(one => one.RowId == row.Id && one.State == "open").Select(one => new { one.Field, one.Id }).ToListAsync(cancel))
            .GroupBy(one => one.Field).ToDictionary(group => group.Key, group => (IReadOnlyList<Guid>)[.. group.Select(one => one.Id)], StringComparer.Ordinal);
        if (found is not null) choices = facts.Changes.GroupBy(change => change.Field).ToDictionary(group => group.Key, _ => (IReadOnlyList<Guid>)[], StringComparer.Ordinal);
        var rows = Rows(facts, other).Select(one => one.Field is null || choices.ContainsKey(one.Field["Take.".Length..]) ? one : one with { Field = null }).ToList();
        var table = new CompareTable("在册档案和台账这一行", other is null ? "在册档案" : $"在册档案 {number}", $"台账第 {row.Number} 行", rows);
        return new Comparison(facts, other?.ChildId, other?.Name, number, stored?.Version, table, choices,
            rows.Count(one => !one.Differs && one.Left.Length > 0 && one.Right.Length > 0), rows.Count(one => one.Differs), rows.Count(one => one.Left.Length == 0 != (one.Right.Length == 0)))
        {
            IsByNumber = other?.IdNumber is not null && other.IdNumber == facts.IdNumber, IsClosed = other?.State == "left", Doubled = doubled, Alike = alike,
        };
    }

    private async Task<IReadOnlyList<SharedFile>> Doubled(RowFacts facts, CancellationToken cancel)
    {
        var ids = RegisterCompare.Doubled((await Candidates(facts, cancel)).Where(child => child.IdNumber == facts.IdNumber)).Select(child => child.ChildId).ToList();
        return await Files(ids, cancel);
    }

    private async Task<IReadOnlyList<SharedFile>> Files(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var files = await db.Set<Child>().AsNoTracking().Where(child => ids.Contains(child.Id)).OrderBy(child => child.Id).ToListAsync(cancel);
        return [.. files.Select(child => new SharedFile(child.Id, child.Name, child.FileNumber, places.ShortName(child.Region, RegionLevel.Township)))];
    }

    private async Task<RegisterChild?> Other(RowFacts facts, Guid? childId, CancellationToken cancel) =>
        childId is null ? null : (await Candidates(facts, cancel)).Find(child => child.ChildId == childId);

    private async Task<List<RegisterChild>> Candidates(RowFacts facts, CancellationToken cancel)
    {
        var key = new RegisterKey(0, facts.IdNumber, facts.Name ?? "", facts.BornOn, facts.RegionCode);
        await using var known = register.Open(clock.Today);
        return [.. (await known.Answer([key], cancel))[0].Where(child => child.IsInJurisdiction)];
    }

    private List<CompareRow> Rows(RowFacts row, RegisterChild? child)
    {
        List<CompareRow> rows =
        [
            Line("name", child?.Name, row.Name, child is not null && !string.IsNullOrEmpty(row.Name) && child.Name != row.Name, "只差一两个字的，可能写错了"),
            Line("idNumber", child?.IdNumber, row.IdNumber, child?.IdNumber is not null && row.IdNumber is not null && child.IdNumber != row.IdNumber, row.IdNumber is null && child?.IdNumber is not null ? "台账没填，不会抹掉在册的" : null, chosen: false),
            Line("sex", SexWords.Says(child?.Sex ?? Sex.Unknown), row.Sex, Changes(row, "sex", child), null),
            Line("bornOn", Day(child?.BornOn), Day(row.BornOn), Changes(row, "bornOn", child), null),
            Line("regionCode", child?.RegionCode, row.RegionCode, Changes(row, "regionCode", child), "换了村，从今天起算搬家"),
        ];
        if (row.RegionCode is null && (row[LedgerField.Village] ?? row[LedgerField.Residence]) is { } written) rows[^1] = rows[^1] with { Right = written, Note = "台账这样写，还没认出是哪个村" };
        HashSet<LedgerField> along = child is null ? [] : RegisterCompare.Along(field => row[field], child, Changes(row, "regionCode", child));
        foreach (var field in Compared)
        {
            var change = row.Changes.FirstOrDefault(one => one.Field == field.Key());
            var (left, right) = (child?.Values.GetValueOrDefault(field), change?.New ?? row[field]);
            if (left is null && right is null) continue;
            rows.Add(Line(field.Key(), left, right, child is not null && change is not null, along.Contains(field) ? "随换人或搬家一起按台账" : left is not null && right is null ? "台账没填，不会抹掉在册的" : left is null ? "在册的还空着" : null));
        }
        var has = child?.Categories ?? new HashSet<string>();
        var added = row.Categories.Where(code => !has.Contains(code)).ToList();
        rows.Add(new CompareRow("儿童类别", Words(has), child is null ? Words(row.Categories) : added.Count > 0 ? "添上 " + Words(added) : Words(row.Categories), child is not null && added.Count > 0,
            child is not null && added.Count > 0 ? "原来的类别不变，待遇不受影响" : null, child is not null && added.Count > 0 ? "Take.categories" : null, true));
        rows = [.. rows.Take(Identity), .. rows.Skip(Identity).OrderBy(one => one.Differs ? 0 : one.Left.Length > 0 && one.Right.Length > 0 ? 1 : 2)];   // what differs stands on top
        if (row[LedgerField.Remark] is { } remark) rows.Add(new CompareRow("备注", "", ImportWords.Masked(remark)));
        rows.AddRange(row.Written.Select(pair => new CompareRow(pair.Heading, "", ImportWords.Masked(pair.Text), Note: "没有对应的项目，原样留存")));
        return rows;
    }

    private static bool Changes(RowFacts row, string field, RegisterChild? child) => child is not null && row.Changes.Any(change => change.Field == field);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private CompareRow Line(string key, string? left, string? right, bool differs, string? note, bool chosen = true) => new(ImportWords.Field(key), ImportWords.Value(key, left, places), ImportWords.Value(key, right, places), differs, differs || note?.StartsWith("台账", StringComparison.Ordinal) == true || note?.StartsWith('随') == true ? note : null,
            differs && chosen ? $"Take.{key}" : null, TakesRight: key != "name");

    private static string Words(IEnumerable<string> codes) => string.Join('、', codes.Select(Categories.Words));
}
