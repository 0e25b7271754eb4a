using System.Text.Json;
using System.Text.RegularExpressions;
using HuTong.Core;
using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>
/// The ledgers that a newcomer loads in the first five minutes (demo 6) become what their maker meant: every outcome, every code and
/// every normalised field. The intention was written by import.md before the product read the books.
/// </summary>
public sealed partial class DemoLedgersTests
{
    private const string Quanlin = "泉林镇留守儿童台账.xlsx";
    private const string Sishui = "泗水县困境儿童汇总表.xlsx";
    private const string Changes = "泗水县2026年6月变动.xlsx";

    private readonly DemoBooks demo = DemoBooks.Shipped;
    private readonly List<RegisterChild> register = [];

    [Theory]
    [InlineData(Quanlin)]
    [InlineData(Sishui)]
    [InlineData("嘉祥县孤困儿童花名册.csv")]
    [InlineData("高新区流动儿童登记表.xls")]
    public async Task Every_row_of_a_sample_ledger_becomes_what_its_maker_meant(string file) => await Holds(demo[file], demo.Today);

    [Fact]
    public async Task The_two_messy_ledgers_of_the_demo_city_have_the_outcomes_that_demo_6_names()
    {
        var (township, _) = await Check(demo[Quanlin], demo.Today);
        var (roll, _) = await Check(demo["嘉祥县孤困儿童花名册.csv"], demo.Today);

        Assert.Equal(new MeantCounts(214, 96, 78, 28, 12), Counts(township));
        Assert.Equal(new MeantCounts(156, 61, 70, 13, 12), Counts(roll));
    }

    [Fact]
    public async Task The_sample_ledgers_say_the_same_until_the_end_of_2027()
    {
        foreach (var book in demo.Books.Where(book => book.Given is null)) await Holds(book, new DateOnly(2027, 12, 31));
    }

    [Fact]
    public async Task A_county_book_after_a_townships_ledger_proposes_changes_for_the_children_both_have()
    {
        await Register(Quanlin);
        await Holds(demo[Sishui].AfterOthers(), demo.Today);
    }

    [Fact]
    public async Task A_months_changes_show_what_is_unchanged_what_changed_and_who_is_new()
    {
        await Register(Quanlin);
        await Register(Sishui);
        await Holds(demo[Changes], demo.Today);
    }

    [Fact]
    public async Task No_sentence_about_a_row_shows_a_whole_id_number()
    {
        foreach (var book in demo.Books)
        {
            var (_, rows) = await Check(book, demo.Today);
            Assert.DoesNotContain(rows.SelectMany(row => row.Reasons), reason => WholeIdNumber().IsMatch(reason.Says));
        }
    }

    private async Task Holds(MeantBook book, DateOnly today)
    {
        var (summary, rows) = await Check(book, today);
        Assert.Equal(book.Outcomes.Select(Line), rows.Select((row, index) => Line(row, book.Outcomes.ElementAtOrDefault(index))));
        Assert.Equal(book.Counts, Counts(summary));
    }

    private static MeantCounts Counts(LedgerSummary summary) => new(summary.Rows, summary.Accepted, summary.Fixed, summary.NeedsPerson, summary.Rejected);

    /// <summary>One line for a row, so that a failing test shows the row and nothing else.</summary>
    private static string Line(MeantRow row) =>
        $"{row.Sheet}!{row.Row} {row.Outcome} [{string.Join(' ', row.Codes)}] {string.Join(' ', (row.Normalised ?? new Dictionary<string, JsonElement>()).Select(field => $"{field.Key}={Written(field.Value)}"))}".TrimEnd();

    private static string Line(CheckedRow row, MeantRow? meant) => Line(new MeantRow(
        row.Sheet, row.Number, row.Outcome.Key(), [.. row.Reasons.Select(reason => reason.Code).Distinct().Order(StringComparer.Ordinal)],
        meant?.Normalised?.Keys.ToDictionary(field => field, field => JsonSerializer.SerializeToElement(Normalised(row, field)))));

    private static string Written(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join('+', value.EnumerateArray().Select(code => code.GetString()).Order(StringComparer.Ordinal)),
        _ => value.GetString()!,
    };

    private static object? Normalised(CheckedRow row, string field) => field switch
    {
        "name" => row.Name,
        "idNumber" => row.IdNumber,
        "bornOn" => row.BornOn?.ToString("yyyy-MM-dd"),
        "sex" => row.Sex switch { Sex.Male => "男", Sex.Female => "女", _ => null },
        "regionCode" => row.RegionCode,
        "categories" => row.PrintedCategories,
        "guardianPhone" => row[LedgerField.GuardianPhone],
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a normalised field"),
    };

    private async Task<(LedgerSummary Summary, List<CheckedRow> Rows)> Check(MeantBook book, DateOnly today)
    {
        List<CheckedRow> rows = [];
        await using var file = File.OpenRead(book.Path);
        var ledger = new LedgerToCheck(file, book.Region, new ImporterOffice(RegionLevel.County, [book.Region[..6]]), today, Known);
        var summary = await new CheckLedger(RegionTree.Standard).Run(ledger, (chunk, _) =>
        {
            rows.AddRange(chunk);
            return ValueTask.CompletedTask;
        }, cancel: TestContext.Current.CancellationToken);
        return (summary.Value, rows);
    }

    /// <summary>Puts on the register what an import would: the rows that need nobody and are new.</summary>
    private async Task Register(string file)
    {
        var (_, rows) = await Check(demo[file], demo.Today);
        register.AddRange(rows.Where(row => row.Register is null && row.Outcome is RowOutcome.Accepted or RowOutcome.Fixed).Select(row => new RegisterChild(
            Guid.CreateVersion7(), "registered", true, row.IdNumber, row.Name, row.BornOn, row.Sex, row.RegionCode, row.Categories.ToHashSet(),
            Enum.GetValues<LedgerField>().Where(field => row[field] is not null).ToDictionary(field => field, field => row[field]!))));
    }

    private ValueTask<ILookup<int, RegisterChild>> Known(IReadOnlyList<RegisterKey> keys, CancellationToken cancel) => ValueTask.FromResult(keys
        .SelectMany(key => register
            .Where(child => (key.IdNumber is not null && child.IdNumber == key.IdNumber)
                || (key.RegionCode is not null && child.RegionCode == key.RegionCode && (child.BornOn == key.BornOn || child.Name == key.Name)))
            .Select(child => (key.Index, child)))
        .ToLookup(pair => pair.Index, pair => pair.child));

    [GeneratedRegex(@"\d{17}[\dXx]")]
    private static partial Regex WholeIdNumber();
}
