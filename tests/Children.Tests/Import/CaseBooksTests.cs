using System.Text.Json;

namespace HuTong.Children.Tests.Import;

/// <summary>The worked examples of import.md: every row of every book, outcome, codes and normal form.</summary>
public sealed class CaseBooksTests
{
    public static TheoryData<string> Books =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Import", "Cases"), "*.expected.json").Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Books))]
    public void Every_row_of_a_case_book_comes_out_as_expected(string book)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Import", "Cases");
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, book)));
        var root = expected.RootElement;
        using var file = File.OpenRead(Path.Combine(folder, root.GetProperty("file").GetString()!));
        var result = LedgerRun.Stream(file, root.GetProperty("region").GetString()!, today: DateOnly.Parse(root.GetProperty("today").GetString()!));

        if (root.TryGetProperty("refused", out var refused))
        {
            Assert.Equal(refused.GetString(), result.Refused);
            return;
        }

        Assert.Null(result.Refused);
        var rows = root.GetProperty("outcomes").EnumerateArray().ToList();
        Assert.Equal(rows.Select(row => (row.GetProperty("sheet").GetString(), row.GetProperty("row").GetInt32())), result.Rows.Select(row => ((string?)row.Sheet, row.Number)));
        foreach (var (row, got) in rows.Zip(result.Rows)) Compare(row, got);
    }

    private static void Compare(JsonElement expected, HuTong.Children.Import.CheckedRow got)
    {
        Assert.Equal(expected.GetProperty("outcome").GetString(), HuTong.Children.Import.ReasonCodes.Key(got.Outcome));
        Assert.Empty(expected.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!).Except(got.Codes()));
        if (!expected.TryGetProperty("normalised", out var normalised) || normalised.ValueKind != JsonValueKind.Object) return;
        foreach (var field in normalised.EnumerateObject())
        {
            var value = field.Value.ValueKind == JsonValueKind.Array
                ? string.Join('、', field.Value.EnumerateArray().Select(code => code.GetString()).Order(StringComparer.Ordinal))
                : field.Value.GetString() ?? "";
            Assert.Equal(value, Field(got, field.Name));
        }
    }

    private static string Field(HuTong.Children.Import.CheckedRow row, string name) => name switch
    {
        "name" => row.Name,
        "idNumber" => row.IdNumber ?? "",
        "bornOn" => row.BornOn?.ToString("yyyy-MM-dd") ?? "",
        "sex" => row.Sex switch { Core.Sex.Male => "男", Core.Sex.Female => "女", _ => "" },
        "regionCode" => row.RegionCode ?? "",
        "categories" => string.Join('、', row.PrintedCategories.Order(StringComparer.Ordinal)),
        _ => row[HuTong.Children.Import.LedgerField.GuardianPhone] ?? "",
    };
}
