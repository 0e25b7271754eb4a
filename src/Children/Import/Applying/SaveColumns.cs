using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Corrects what the columns of a layout are taken for, remembers it for the office, and has the ledger checked again.</summary>
public sealed class SaveColumns(HuTongDb db, ChinaClock clock, Scope scope, JobBell bell)
{
    /// <param name="layout">Of one of <see cref="Ledgers.Maps"/>.</param>
    /// <param name="fields">By 0-based column: the field's key of import.md 5; null or empty leaves the column unmapped. Columns not named stay as they are.</param>
    /// <returns>The job that checks.</returns>
    public async Task<Outcome<Guid>> Run(Guid batchId, string layout, IReadOnlyDictionary<int, string?> fields, CancellationToken cancel = default)
    {
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == batchId, cancel) is not { } batch) return ImportProblems.NotFound;
        if (batch.State is not (BatchStates.Uploaded or BatchStates.Mapped or BatchStates.Checked)) return ImportProblems.Settled;
        if (await db.Set<Job>().AnyAsync(one => one.Id == batch.JobId && (one.State == JobStates.Ready || one.State == JobStates.Running), cancel)) return new Problem("import-busy", "正在试运行或写入，做完了再改。");
        if (await Ledgers.IsGone(db, batch, cancel)) return ImportProblems.LedgerGone;
        if (Ledgers.Maps(batch).FirstOrDefault(map => map.Layout == layout) is not { } map) return new Problem("layout-unknown", "没有找到这一种表头，请刷新后再试。");
        if (fields.Values.Any(key => !string.IsNullOrEmpty(key) && LedgerFacts.FieldOf(key) == LedgerField.None)) return new Problem("code-unknown", "没有这个选项，请重新选。");

        ColumnMap corrected = map with { Columns = [.. map.Columns.Select(column => fields.TryGetValue(column.Column, out var key) ? Corrected(column, key) : column)] };
        var taken = corrected.Columns.Where(column => column.Kind == ColumnKind.Field).GroupBy(column => column.Field).Where(group => group.Count() > 1).SelectMany(group => group).ToList();
        if (taken.Count > 0) return new Problem("column-twice", $"有几栏选成了同一项，只能留一栏：{string.Join("、", taken.Select(column => column.Heading.ReplaceLineEndings("")))}。", $"c{taken[^1].Column}");
        if (corrected.Columns.All(column => column.Field != LedgerField.Name)) return new Problem("column-name-missing", "没有一栏是孩子的姓名，请选出来。");

        var remembered = await db.Set<RememberedMap>().SingleOrDefaultAsync(one => one.LayoutKey == layout && one.Region == scope.OfficeRegion, cancel);
        if (remembered is null) db.Add(remembered = new RememberedMap { Id = Guid.CreateVersion7(), Region = scope.OfficeRegion, LayoutKey = layout });
        (remembered.Map, remembered.SavedBy, remembered.SavedAt) = (Ledgers.Write(corrected), scope.UserId, clock.Now);
        var job = ImportJobs.Of(CheckBatch.JobKind, batch, scope, clock);
        db.Add(job);
        batch.State = BatchStates.Mapped;
        if (await db.SaveAsync("import-mapped", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel) is { } stale) return stale;
        bell.Ring();
        return job.Id;
    }

    // A sealed column stays shut whatever anybody chooses (security.md 4).
    private static ColumnMeaning Corrected(ColumnMeaning column, string? key) => column.Kind == ColumnKind.Sealed ? column
        : string.IsNullOrEmpty(key) ? column with { Kind = ColumnKind.Unmapped, Field = LedgerField.None, Code = null }
        : column with { Kind = ColumnKind.Field, Field = LedgerFields.FromKey(key), Code = null };
}

internal static class ImportProblems
{
    public static Problem NotFound { get; } = new("import-not-found", "没有找到这次导入，可能已不在您的辖区。");
    public static Problem Settled { get; } = new("import-settled", "这次导入已经办过了，请刷新看结果。");
    public static Problem LedgerGone { get; } = new("ledger-gone", "原文件已满 7 天，按规定删除了。请重新上传，再试运行、写入。", Source: "security.md 10");
    public static Problem RowNotFound { get; } = new("row-not-found", "没有找到这一行，可能已不在您的辖区。");
    public static Problem RowDecided { get; } = new("row-decided", "这一行已经有人办过了。");
    public static Problem NotYours { get; } = new("not-yours", "这一行由共同的上级决定，您的岗位不能办。");
}
