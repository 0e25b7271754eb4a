using System.Text;
using HuTong.Children.Import;
using HuTong.Core;
using HuTong.Places;

namespace HuTong.Children.Tests.Import;

/// <summary>What came of a ledger: its rows, or why it was refused.</summary>
internal sealed record LedgerResult(Outcome<LedgerSummary> Outcome, IReadOnlyList<CheckedRow> Rows)
{
    public string? Refused => Outcome.Ok ? null : Outcome.Problems[0].Code;

    public CheckedRow Row(int number) => Rows.Single(row => row.Number == number);
}

/// <summary>Runs ledgers through the real check. The children are invented; the day is 2024-06-30, the place 泗水县 (370831).</summary>
internal static class LedgerRun
{
    public const string Region = "370831";
    public const string Heading = "姓名,性别,出生日期,身份证号,乡镇,村,类别,监护人电话";

    public static readonly DateOnly Today = new(2024, 6, 30);

    /// <summary>A good child row under <see cref="Heading"/>.</summary>
    public const string Good = "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,13900001001";

    public static LedgerResult Csv(string text, string region = Region, RegisterLookup? register = null, RegionLevel level = RegionLevel.County,
        IReadOnlyDictionary<string, ColumnMap>? corrections = null) => Bytes(Encoding.UTF8.GetBytes(text), region, register, level, corrections);

    /// <summary>One child row under the usual heading, and its outcome.</summary>
    public static CheckedRow One(string row, string heading = Heading, string region = Region) => Assert.Single(Csv($"{heading}\n{row}\n", region).Rows);

    public static LedgerResult Bytes(byte[] file, string region = Region, RegisterLookup? register = null, RegionLevel level = RegionLevel.County,
        IReadOnlyDictionary<string, ColumnMap>? corrections = null)
    {
        using var stream = new MemoryStream(file, writable: false);
        return Stream(stream, region, register, level, corrections);
    }

    public static LedgerResult Stream(Stream stream, string region = Region, RegisterLookup? register = null, RegionLevel level = RegionLevel.County,
        IReadOnlyDictionary<string, ColumnMap>? corrections = null, DateOnly? today = null)
    {
        List<CheckedRow> rows = [];
        var office = new ImporterOffice(level, [.. RegionTree.Standard.Stands(region[..Math.Min(region.Length, 6)])]);
        var ledger = new LedgerToCheck(stream, region, office, today ?? Today, register ?? Nobody, corrections);
        var outcome = new CheckLedger(RegionTree.Standard).Run(ledger, (chunk, _) =>
        {
            rows.AddRange(chunk);
            return ValueTask.CompletedTask;
        }).GetAwaiter().GetResult();
        return new LedgerResult(outcome, rows);
    }

    public static string[] Codes(this CheckedRow row) => [.. row.Reasons.Select(reason => reason.Code)];

    private static ValueTask<ILookup<int, RegisterChild>> Nobody(IReadOnlyList<RegisterKey> keys, CancellationToken cancel) =>
        new(Array.Empty<RegisterChild>().ToLookup(_ => 0));
}
