using System.Globalization;
using HuTong.Children.Import;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Ui.Words;
using SpreadCheetah;

namespace HuTong.Visits.Posts;

/// <summary>
/// The real-name register as a spreadsheet for both systems that ask for it (WRK-001): a sheet with the official codes for the national one,
/// a sheet in words for the province's. Phones stay masked; the ID number is not in it. Recorded with its purpose before it is given out.
/// </summary>
public sealed class RealNameBook(HuTongDb db, RealNameListQuery register, Scope scope, AccessLog access)
{
    /// <summary>More than a city has; a page of the answer at once would not hold a province.</summary>
    public const int Most = 20_000;
    private const int MostLetters = 100;

    private static readonly string[] InWords = ["姓名", "性别", "出生日期", "文化程度", "岗位", "专职兼职", "手机号码", "证件号", "负责的地方", "任职起", "任职止"];
    private static readonly string[] InCodes = ["姓名", "性别代码", "出生日期", "学历代码", "岗位", "专兼职代码", "手机号码", "区划代码", "任职起", "任职止"];

    /// <summary>Writes an xlsx file; every cell is text, and none is a formula for whoever opens it (T14).</summary>
    /// <returns>Null when it is written.</returns>
    public async Task<Problem?> Run(RealNameFilter filter, string? purpose, Stream output, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(purpose)) return new Problem("purpose-missing", "请写明导出来做什么，如：报全国系统。", "Purpose");
        if (purpose.Trim().Length > MostLetters) return new Problem("too-long", $"太长了，最多 {MostLetters} 个字。", "Purpose");
        var list = await register.Run(filter with { After = null }, Most, cancel);
        access.Note("export", list.Rows.Count);
        if (await db.SaveAsync("roster-exported", new Subject("worker", Guid.Empty, null, scope.OfficeRegion), $"{purpose.Trim()}（{filter.Place.Name}，{list.Rows.Count} 人）", cancel) is { } stale) return stale;

        await using var book = await Spreadsheet.CreateNewAsync(output, cancellationToken: cancel);
        await book.StartWorksheetAsync("全国系统", token: cancel);
        await book.AddRowAsync([.. InCodes.Select(Text)], cancel);
        foreach (var row in list.Rows) await book.AddRowAsync([.. Coded(row).Select(Text)], cancel);
        await book.StartWorksheetAsync("省平台", token: cancel);
        await book.AddRowAsync([.. InWords.Select(Text)], cancel);
        foreach (var row in list.Rows) await book.AddRowAsync([.. Worded(row).Select(Text)], cancel);
        await book.FinishAsync(cancel);
        return null;
    }

    private static IEnumerable<string?> Coded(RealNameRow row) =>
    [
        row.Name, PersonCodes.Sex.Find(row.Sex)?.Official, Day(row.BornOn), PersonCodes.Education.Find(row.Schooling)?.Official, FileCodes.Roles.Words(row.Role), PersonCodes.Employments.Find(row.Employment)?.Official, row.Phone,
        string.Join('、', row.Places.Select(code => code.PadRight(12, '0'))), Day(row.From), Day(row.To?.AddDays(-1)),
    ];

    private IEnumerable<string?> Worded(RealNameRow row) =>
    [
        row.Name, Words(PersonCodes.Sex, row.Sex), row.BornOn is { } born ? Show.Date(born) : null, Words(PersonCodes.Education, row.Schooling), RealNameWords.Title(row.Role, row.Kind), Words(PersonCodes.Employments, row.Employment), row.Phone,
        row.HasNumber ? "已登记" : "没有登记", register.PlacesOf(row), Show.Date(row.From), row.To is { } end ? Show.Date(end.AddDays(-1)) : null,
    ];

    private static string? Words(CodeTable table, string? code) => code is null ? null : table.Words(code);

    private static string? Day(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static Cell Text(string? text) => new(ReturnedRows.Harmless(text));
}

/// <summary>A post as the real-name register says it.</summary>
public static class RealNameWords
{
    /// <param name="kind">Of a director: acting, assistant; else the named one.</param>
    public static string Title(string role, string kind) => FileCodes.Roles.Words(role) + (kind switch { "acting" => "（代理）", "assistant" => "（协助）", _ => "" });
}
