using System.Diagnostics;
using HuTong.Data;
using HuTong.Testing;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>Defends T13: that something exists cannot be read from an answer, neither from its bytes nor from how long it took.</summary>
public sealed class NotThereAndNotYours
{
    private const int Pairs = 200;
    private const double MostMilliseconds = 5;

    [Theory, BothEngines]
    public async Task What_is_not_there_and_what_is_not_yours_are_answered_alike_and_as_fast_T13(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var grounds = await Grounds.Lay(site);
        var foreign = grounds.Ledgers.Single(ledger => ledger.County == "370832");
        using var browser = await site.LogIn("c370831");
        foreach (var (door, id) in new[]
        {
            ("/children/{0}", foreign.Child), ("/children/{0}/timeline", foreign.Child), ("/children/{0}/correct/identity", foreign.Child),
            ("/import/{0}", foreign.Tried), ("/import/{0}/result", foreign.Applied), ("/import/{0}/changes", foreign.Changing), ("/import/waiting/{0}", foreign.Row),
        })
            await Compare(browser, door, id);
    }

    private static async Task Compare(Browser browser, string door, Guid foreign)
    {
        var gaps = new List<double>();
        for (var pair = -10; pair < Pairs; pair++)
        {
            var gap = pair % 2 == 0 ? await Timed(browser, door, foreign) - await Timed(browser, door, Guid.CreateVersion7()) : -(await Timed(browser, door, Guid.CreateVersion7()) - await Timed(browser, door, foreign));
            if (pair >= 0) gaps.Add(gap);   // the first ten warm up
        }
        var (notYours, notThere) = (await browser.Get(string.Format(null, door, foreign)), await browser.Get(string.Format(null, door, Guid.CreateVersion7())));
        Assert.Equal((notThere.Status, notThere.Html), (notYours.Status, notYours.Html));
        Assert.Equal(Alike(notThere), Alike(notYours));
        gaps.Sort();
        var median = gaps[Pairs / 2];
        TestContext.Current.SendDiagnosticMessage("{0}: {1} pairs, median gap {2:0.00} ms", door, Pairs, median);
        Assert.True(Math.Abs(median) < MostMilliseconds, $"{door}: the median gap of {Pairs} pairs is {median:0.00} ms");
    }

    private static async Task<double> Timed(Browser browser, string door, Guid id)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await browser.Get(string.Format(null, door, id));
        Assert.Equal(404, (int)page.Status);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static IEnumerable<string> Alike(Page page) =>
        page.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
}
