using System.Text.Json;
using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>What a ledger says beyond a file's fields is kept with the child, also of a child long registered (import.md 2 and 9).</summary>
public sealed class PaymentLinesTests
{
    private const string Heading = "姓名,身份证号,乡镇,村,类别,发放金额,发放月份,备注,谁代领\n";

    private static string Pay(string month, string amount = "800", string name = "张试一", string id = "370899201506070015", string village = "卞桥一村", string remark = "", string who = "") =>
        $"{name},{id},泉林镇,{village},留守儿童,{amount},{month},{remark},{who}\n";

    [Theory, BothEngines]
    public async Task Payments_of_a_registered_child_are_kept_once_counted_as_such_and_go_with_their_ledger(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var book = Heading + Pay("2026年1月") + Pay("2026年2月", remark: "二月补发");
        var id = await Apply(world, book);
        Assert.Equal([("applied", RowFate.Payment), ("applied", RowFate.Payment)], (await Rows(world, id)).Select(row => (row.State, row.Effect ?? "")));
        Assert.Equal(["800 2026年1月 ", "800 2026年2月 二月补发"], await Lines(world, id));
        var again = await Apply(world, book);
        Assert.All(await Rows(world, again), row => Assert.Equal(RowFate.Unchanged, row.Effect));
        var other = await Apply(world, Heading + Pay("2026-01", "800.00") + Pay("2026年3月"), name: "三月.csv");
        Assert.Equal([RowFate.Unchanged, RowFate.Payment], (await Rows(world, other)).Select(row => row.Effect));
        Assert.Equal((0, 1), ((await Lines(world, again)).Count, (await Lines(world, other)).Count));
        await using (var desk = world.As(County)) Assert.True((await desk.Get<UndoImport>().Run(id, "传错了表")).Ok);
        await RunJobs(world);
        Assert.Equal((0, 1), ((await Lines(world, id)).Count, (await Lines(world, other)).Count));
        await using var after = world.As(County);
        Assert.Equal("registered", (await after.Db.Set<Child>().SingleAsync()).State);
    }

    /// <summary>A list without months is told apart from the next only by its file.</summary>
    [Theory, BothEngines]
    public async Task Without_a_month_each_ledger_pays_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var (first, next) = (Heading + Pay(""), Heading + Pay("") + "\n");
        foreach (var book in new[] { first, first, next, next }) await Apply(world, book);
        await using var desk = world.As(County);
        Assert.Equal(2, await desk.Db.Set<LedgerFact>().CountAsync());
    }

    [Theory, BothEngines]
    public async Task Columns_without_a_field_and_remarks_of_a_registered_child_are_kept_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        const string heading = "姓名,身份证号,乡镇,村,类别,备注,谁代领\n", row = "张试一,370899201506070015,泉林镇,卞桥一村,留守儿童,常回来,二叔\n";
        await Apply(world, heading + row);
        var later = await Apply(world, heading + row.Replace("二叔", "三叔", StringComparison.Ordinal));
        Assert.Equal(RowFate.Unchanged, Assert.Single(await Rows(world, later)).Effect);
        await using var desk = world.As(County);
        var says = await desk.Get<LedgerSaidQuery>().Run((await desk.Db.Set<Child>().SingleAsync()).Id);
        Assert.Equal(["谁代领 三叔", "备注 常回来、谁代领 二叔"], says.Rows.Select(one => string.Join('、', one.Facts.Select(fact => $"{fact.Name} {fact.Text}"))));
        Assert.All(says.Rows, one => Assert.Equal("台账《名册.csv》第 2 行", one.Ledger));
    }

    /// <summary>A row that waits leaves nothing until it is decided; then its payment is the child's, whatever becomes of its changes.</summary>
    [Theory, BothEngines]
    public async Task A_payment_in_a_row_that_waits_is_kept_with_the_decision(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One + Two);
        var heading = Heading.Replace("谁代领", "学校", StringComparison.Ordinal);
        var id = await Apply(world, heading + Pay("2026年1月", who: "柳河小学") + Pay("2026年1月", who: "柳河小学", name: "张试二", id: "370899201506070023") + Pay("2026年2月", "900", name: "张试三", id: "370899201506070015"));
        Assert.All(await Rows(world, id), row => Assert.Equal("waiting", row.State));
        Assert.Empty(await Lines(world, id));
        await using (var desk = world.As(County))
        {
            var first = await desk.Db.Set<ChangeProposal>().Where(one => one.BatchId == id).OrderBy(one => one.Id).Select(one => one.Id).FirstAsync();
            Assert.True((await desk.Get<AcceptProposals>().OfColumns(id, [first], accepts: true)).Ok);
            Assert.True((await desk.Get<AcceptProposals>().Column(id, "school", accepts: false)).Ok);
        }

        Assert.Equal(2, (await Lines(world, id)).Count);
        var conflict = (await Rows(world, id))[2];
        await using (var desk = world.As(County))
        {
            var same = await desk.Get<DecideRow>().Run(conflict.Id, new RowDecision { Kind = RowDecision.Same });
            Assert.True(same.Ok, Says(same.Problems));
        }

        Assert.Equal("900 2026年2月 ", (await Lines(world, id))[^1]);
    }

    /// <summary>Every row of a ledger is in exactly one list, whatever it comes to; none waits where nobody sees it.</summary>
    [Theory, BothEngines]
    public async Task Every_row_is_in_exactly_one_list(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var book = Heading + Pay("2026年1月") + Pay("2026年2月") + Pay("2026年1月", name: "张试二", id: "370899201506070023", village: "") + Pay("2026年2月", name: "张试二", id: "370899201506070023")
            + Pay("2026年1月", name: "张试四", id: "370899201506070031") + Pay("2026年2月", name: "张试四", id: "370899201506070031") + Pay("2026年1月", name: "张试五", id: "370899201506070016");
        foreach (var id in new[] { await Apply(world, book), await Apply(world, book), await Upload(world, book + Pay("2026年4月")) })
        {
            await using var desk = world.As(County);
            var rows = await desk.Db.Set<ImportRow>().CountAsync(row => row.BatchId == id);
            var listed = new List<Guid>();
            foreach (var (kind, outcome) in new[] { ("new", "all"), ("unchanged", "all"), ("line", "all"), ("changes", "all"), ("one", "all"), ("repeat", "all"), (null, "rejected") })
                listed.AddRange((await desk.Get<DryRunQuery>().Run(id, new RowFilter(outcome, kind))).Rows.Select(row => row.Id));
            Assert.Equal(rows, listed.Count);
            Assert.Equal(rows, listed.Distinct().Count());
            Assert.Equal(rows, (await desk.Get<DryRunQuery>().Tally(id)).Where(group => group.Kind is "new" or "unchanged" or "line" or "changes" or "one" or "repeat" or "rejected").Sum(group => group.Count));
        }
    }

    private static async Task<List<string>> Lines(World world, Guid batch)
    {
        await using var desk = world.As(County);
        var cipher = desk.Get<FieldCipher>();
        var facts = await desk.Db.Set<LedgerFact>().AsNoTracking().Where(fact => fact.BatchId == batch).ToListAsync();
        return [.. facts.Select(fact => JsonSerializer.Deserialize<Dictionary<string, string>>(cipher.OpenBytes(FieldPlace.Of<LedgerFact>(nameof(LedgerFact.FactsEnc), fact.Id), fact.FactsEnc))!).Where(said => said.ContainsKey("amount")).Select(said => $"{said["amount"]} {said.GetValueOrDefault("payMonth")} {said.GetValueOrDefault("remark")}").Order(StringComparer.Ordinal)];
    }
}
