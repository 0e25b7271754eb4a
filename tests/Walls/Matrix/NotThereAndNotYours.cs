using HuTong.Data;
using HuTong.Testing;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends T13: that something exists cannot be read from an answer, neither from its bytes nor from how long it took. Time is not taken:
/// both ways ask the database for the same things in the same order and get as many rows, so that nothing is left for a clock to tell.
/// </summary>
public sealed class NotThereAndNotYours
{
    [Theory, BothEngines]
    public async Task What_is_not_there_and_what_is_not_yours_are_answered_alike_and_by_one_path_T13(Engine engine)
    {
        var (site, grounds) = await Grounds.Open(engine);
        await using var open = site;
        var (found, pairs) = (new List<Offence>(), 0);
        foreach (var visitor in Visitor.All(grounds.DirectorsVillages).Where(visitor => visitor.Account is "quanlin.director" or "quanlin.supervisor" or "c370831" or "r370831" or "jn.officer" or "auditor"))
        {
            using var browser = await visitor.Enter(site);
            await browser.Get("/");
            var token = browser.Token!;
            foreach (var handler in (await site.Handlers()).Where(handler => Doors.HasId(handler) && Doors.KindOf(handler) != "account"))
                {
                    var thing = grounds.All(Doors.KindOf(handler)).LastOrDefault(thing => !Doors.Opens(visitor, thing)) ?? grounds.All(Doors.KindOf(handler)).Last();   // an auditor has no door to rows at all
                    pairs++;
                    await Doors.Knock(browser, handler, Doors.Twin(thing.Id), token);   // the first of a kind builds what later ones find built
                    var notThere = await Answer.Of(site, () => Doors.Knock(browser, handler, Doors.Twin(thing.Id), token));
                    var notYours = await Answer.Of(site, () => Doors.Knock(browser, handler, thing.Id, token));
                    void Report(string what) => found.Add(new($"{visitor.Account} {handler}", 0, what));

                    if ((notThere.Page.Status, notThere.Page.Html) != (notYours.Page.Status, notYours.Page.Html)) Report($"answers {(int)notYours.Page.Status} {notYours.Page.Heading} instead of {(int)notThere.Page.Status} {notThere.Page.Heading}");
                    if (!Headers(notThere.Page).SequenceEqual(Headers(notYours.Page))) Report("has other headers");
                    if (notYours.PartsFrom(notThere) is { } parts) Report(parts);
                }
        }
        TestContext.Current.SendDiagnosticMessage("pairs {0}, differences {1} on {2}", pairs, found.Count, engine);
        Wall.Holds(found, $"Of {pairs} pairs some tell that there is something (security T13).");
        Assert.True(pairs > 150, $"Only {pairs} pairs were compared.");
    }

    private static IEnumerable<string> Headers(Page page) =>
        page.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
}
