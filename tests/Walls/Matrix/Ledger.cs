using System.Text;
using HuTong.Children;
using HuTong.Children.Import;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Walls.Matrix;

/// <summary>Ledgers that one office has brought in on its pages: one applied, one with a change that waits, one only tried; and what hangs on them.</summary>
/// <param name="County">The office that brought them, 6 digits.</param>
/// <param name="Applied">Batch with a file and a row that waits for its village.</param>
/// <param name="Tried">Batch that was checked and not written.</param>
/// <param name="Row">The row without village.</param>
/// <param name="ChangeRow">The row with the change, <see cref="Village"/>'s.</param>
/// <param name="Proposal">The change itself.</param>
/// <param name="Child">The file that the ledger made.</param>
/// <param name="Move">A move of that file that waits for a second person.</param>
internal sealed record Ledger(string County, string Village, Guid Applied, Guid Changing, Guid Tried, Guid Row, Guid ChangeRow, Guid Proposal, Guid Child, Guid Move, IReadOnlyList<Canary> Children)
{
    private const string Heading = "姓名,身份证号,出生日期,性别,乡镇,村,类别,监护人,与儿童关系,监护人电话,学校,备注\n";

    public static async Task<Ledger> Bring(LiveSite site, string account, string village, int at)
    {
        var (county, letter) = (village[..6], "甲乙丙丁戊己"[at]);
        var children = new[] { "雀", "鹊", "鸦" }.Select((bird, place) => Named($"陈{letter}{bird}", village, at * 10 + place)).ToList();
        var tree = RegionTree.Standard;
        var home = $"{tree.Find(village[..9])!.Name},{tree.Find(village)!.Name}";
        using var browser = await site.LogIn(account);
        var first = await Apply(browser, Line(children[0], home, "第一小学") + Line(children[1], ",", "第一小学"));
        var second = await Apply(browser, Line(children[0], home, "第二小学"));
        var third = BatchOf(await Upload(browser, Line(children[2], home, "第一小学")));

        await using var desk = site.World.AsSystem();
        var rows = await desk.Db.Set<ImportRow>().AsNoTracking().Where(row => row.State == "waiting" && (row.BatchId == first || row.BatchId == second)).ToListAsync();
        var child = (await desk.Db.Set<Child>().AsNoTracking().SingleAsync(one => one.Name == children[0].Name)).Id;
        var proposal = (await desk.Db.Set<ChangeProposal>().AsNoTracking().FirstAsync(one => one.BatchId == second)).Id;
        return new Ledger(county, village, first, second, third, rows.Single(row => row.BatchId == first).Id, rows.Single(row => row.BatchId == second).Id, proposal, child, await AskToLeave(site, village[..9], child), children);
    }

    private static async Task<Guid> AskToLeave(LiveSite site, string township, Guid child)
    {
        foreach (var move in new[] { "exit-review", "leave" })
        {
            await using var desk = site.World.As("township-supervisor", township);
            foreach (var term in move == "leave" ? await desk.Db.Set<CategoryTerm>().Where(term => term.ChildId == child).ToListAsync() : []) term.To = World.Day;
            if (move == "leave") await desk.Db.SaveAsync("child-corrected", new("child", child, child, township));
            var version = (await desk.Db.Set<Child>().AsNoTracking().SingleAsync(one => one.Id == child)).Version;
            var outcome = await desk.Get<MoveFile>().Run(child, new MoveRequest { Key = Guid.CreateVersion7(), Version = version, Move = move, Reason = "已经去世", ExitReason = "deceased", On = World.Day, Documents = ["death-proof"] });
            if (!outcome.Ok) throw new InvalidOperationException($"{move}: {outcome.Problems[0].Code}");
        }
        await using var system = site.World.AsSystem();
        return (await system.Db.Set<MoveProposal>().AsNoTracking().SingleAsync(one => one.ChildId == child && one.State == "open")).Id;
    }

    private static Canary Named(string name, string village, int at)
    {
        var first17 = $"37089920150608{at + 11:000}";
        return new Canary(Guid.CreateVersion7(), village, name, first17 + IdNumber.CheckDigit(first17), $"1391000{at + 11:0000}");
    }

    private static string Line(Canary child, string home, string school) => $"{child.Name},{child.Number},,,{home},留守儿童,{child.Name}爷,爷爷,{child.Phone},{school},\n";

    private static async Task<Guid> Apply(Browser browser, string lines)
    {
        var dry = await Upload(browser, lines);
        var button = dry.Texts("#write button").FirstOrDefault() ?? throw new InvalidOperationException($"The ledger cannot be written: {dry.Address} {dry.Text}");
        await browser.Submit(button);
        await browser.Submit(button.TrimEnd('…'));
        return BatchOf(await Done(browser));
    }

    private static async Task<Page> Upload(Browser browser, string lines)
    {
        await browser.Get("/import/new");
        await browser.Upload("上传，先试运行", new UploadedFile("File", "名册.csv", Encoding.UTF8.GetBytes(Heading + lines)));
        return await Done(browser);
    }

    private static Guid BatchOf(Page page) => Guid.Parse(page.Address.Split('/', '?')[2]);

    private static async Task<Page> Done(Browser browser)
    {
        for (var tries = 0; browser.Page.One(".progress-line") is not null; tries++)
        {
            if (tries > 240) throw new InvalidOperationException("The work did not end.");
            await Task.Delay(250);
            await browser.Get(browser.Page.Address.Split('?')[0]);
        }
        return browser.Page;
    }
}
