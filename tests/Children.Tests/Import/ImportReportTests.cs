using System.Text;
using System.Text.Json;
using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>The printed outcome of an import (import.md 1).</summary>
public sealed class ImportReportTests
{
    [Fact]
    public void A_report_has_the_counts_the_rows_in_order_and_nulls_for_the_unknown()
    {
        var result = LedgerRun.Csv($"{LedgerRun.Heading}\n{LedgerRun.Good}\n无,女,,,,,受侵害儿童,\n");
        using var output = new MemoryStream();
        using (var report = new ImportReport(output))
        {
            report.Take([result.Rows[0]], default);
            report.Take([result.Rows[1]], default);
            report.End(result.Outcome.Value);
        }

        using var json = JsonDocument.Parse(output.ToArray());
        var root = json.RootElement;
        Assert.Equal((2, 1, 0, 0, 1), (root.GetProperty("rows").GetInt32(), root.GetProperty("accepted").GetInt32(), root.GetProperty("fixed").GetInt32(), root.GetProperty("needsPerson").GetInt32(), root.GetProperty("rejected").GetInt32()));
        Assert.Equal([2, 3], root.GetProperty("outcomes").EnumerateArray().Select(row => row.GetProperty("row").GetInt32()));
        var second = root.GetProperty("outcomes")[1];
        Assert.Equal("rejected", second.GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("normalised").GetProperty("idNumber").ValueKind);
        Assert.Equal("sealed", second.GetProperty("normalised").GetProperty("categories")[0].GetString());
        Assert.DoesNotContain("侵害", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_prints_its_code_and_nothing_else()
    {
        using var output = new MemoryStream();
        using (var report = new ImportReport(output)) report.Refuse(Refusals.EmptyBook);
        Assert.StartsWith("{\"refused\":{\"code\":\"empty-book\",\"says\":\"", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }
}
