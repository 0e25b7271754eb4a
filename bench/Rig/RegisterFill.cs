using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Web;
using HuTong.Web.Verbs;

namespace HuTong.Bench.Rig;

/// <summary>Fills a register with invented children all over Shandong, through the product's own import, each county by an officer of its own. One county has 20 %, as in life.</summary>
internal static class RegisterFill
{
    /// <summary>Holds 20 % of all children.</summary>
    public const string LargeCounty = "370830";

    /// <summary>A county of usual size, whose village, township and county accounts the page benchmarks use.</summary>
    public const string UsualCounty = "370831";

    /// <returns>The number of the first child of the usual county.</returns>
    public static async Task<int> Run(string data, string? db, int children, Action<string> tell)
    {
        await using var services = House.Services(new Settings(db, data, DateOnly.Parse(Product.Today), ""), out _);
        await using (Inspect.Opened(services, "bench")) { }   // opens the log-ins
        var next = 0;
        foreach (var (county, share) in Shares(children))
        {
            for (var at = 0; at < share; at += 50_000) next += await Import(services, county, next, Math.Min(50_000, share - at));
            tell($"{county} {next}");
        }
        return FirstOfUsual(children);
    }

    /// <returns>The number of the first child of the usual county in a register of so many.</returns>
    public static int FirstOfUsual(int children) => Shares(children).TakeWhile(one => one.County != UsualCounty).Sum(one => one.Children);

    private static List<(string County, int Children)> Shares(int children)
    {
        var villages = RegionTree.Standard.Counties("37").Select(county => (county.Code, Villages: RegionTree.Standard.Villages(county.Code).Count())).Where(one => one.Villages > 0).ToList();
        var all = villages.Where(one => one.Code != LargeCounty).Sum(one => one.Villages);
        return [.. villages.Select(one => (one.Code, one.Code == LargeCounty ? children / 5 : (int)(children * 0.8 * one.Villages / all)))];
    }

    private static async Task<int> Import(IServiceProvider services, string county, int first, int rows)
    {
        await using var scope = services.CreateAsyncScope();
        var asker = scope.ServiceProvider.GetRequiredService<Scope>();
        asker.Become(new ScopeGrant(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.Empty, "county-officer", "测试", "县级经办", "", county, RegionTree.Standard.Stands(county), []));
        asker.RunAsJob("bench");
        using var book = new MemoryStream();
        await Ledgers.Write(book, county, first, rows);
        var outcome = await scope.ServiceProvider.GetRequiredService<ImportRegister>().Run(new LedgerRequest(book, "bench.xlsx", county, DateOnly.Parse(Product.Today)));
        if (!outcome.Ok || outcome.Value.Rows != rows) throw new InvalidOperationException($"{county}: not all rows were imported.");
        return rows;
    }
}
