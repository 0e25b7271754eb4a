using System.Globalization;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Demo;

/// <summary>Who could have acted in the demo city, by log-in name.</summary>
internal sealed class DemoActors(IReadOnlyDictionary<string, EventActor> byName)
{
    public EventActor? County(string code) => byName.GetValueOrDefault("c" + code);

    /// <summary>The supervisor of a place's township, else its county's officer.</summary>
    public EventActor? Township(string village, string county) =>
        byName.GetValueOrDefault("s" + village[..9]) ?? (village.StartsWith("370831101", StringComparison.Ordinal) ? byName.GetValueOrDefault("quanlin.supervisor") : null) ?? County(county);

    public EventActor? Village(string village, string county) => byName.GetValueOrDefault("d" + village) ?? Township(village, county);

    public static async Task<DemoActors> Load(HuTongDb db, CancellationToken cancel)
    {
        var found = await (
            from post in db.Set<Post>().AsNoTracking()
            join account in db.Set<Account>().AsNoTracking() on post.UserId equals account.Id
            join worker in db.Set<Worker>().AsNoTracking() on account.WorkerId equals worker.Id
            select new { account.UserName, account.Id, PostId = post.Id, worker.Name, post.Role }).ToListAsync(cancel);
        return new(found.DistinctBy(one => one.UserName).ToDictionary(one => one.UserName!, one => new EventActor(one.Id, one.PostId, one.Name, Roles.Says(one.Role)), StringComparer.Ordinal));
    }
}

/// <summary>The record of a story: how the file came about, what began and ended, how it left. What the clock does is done by nobody.</summary>
internal sealed class DemoEvents(DemoPlan plan, FieldCipher cipher, DemoActors actors, DemoRandom random, List<Event> events)
{
    public EventActor? Maker { get; private set; }

    /// <param name="county">The unit that does the work for the place.</param>
    /// <returns>The version of a file that was saved as often.</returns>
    public long Tell(ChildStory story, Child child, string county, DateTime madeAt, List<Change> told)
    {
        var before = events.Count;
        var subject = Subject.Of(child);
        var township = actors.Township(child.Region, county);
        void Say(DateTime at, EventActor? who, string action, string? reason, params IReadOnlyList<Change> changes) => events.Add(Event.Past(random.Id(at), at, who, action, subject, reason, changes, cipher));
        void State(DateTime at, EventActor? who, string action, string from, string to, string? reason = null) => Say(at, who, action, reason, new Change("child.state", from, to, child.Id));

        Maker = story.IsStock ? actors.County(county) : actors.Village(child.Region, county);
        var first = story.IsStock ? FileStates.Registered : FileStates.Lead;
        Say(madeAt, Maker, story.IsStock ? "child-imported" : "child-created", null, [.. told, new Change("child.state", null, first, child.Id)]);
        if (story.State == FileStates.ToVerify) State(Later(madeAt, story.From), Maker, "state-to-verify", first, FileStates.ToVerify);
        if (!story.IsStock && story.FileNumber is not null) State(Later(madeAt, story.From), township, "state-registered", FileStates.ToVerify, FileStates.Registered);
        foreach (var term in story.Terms)
        {
            if (term.From > story.From) Say(DemoPlan.AtWork(term.From, random), township, "category-changed", null, new Change("category_term.code", null, term.Code));
            if (term.To is { } end && end <= plan.Today) Say(DemoPlan.AtWork(end, random), term.EndReason == "age-limit" ? null : township, term.EndReason == "age-limit" ? "category-age-ended" : "category-changed", null, Ended(term, end));
        }
        if (story.State is FileStates.ExitReview or FileStates.Left) State(Later(madeAt, story.Terms.Max(term => term.To) is { } last && !story.IsStudying ? last : story.ExitOn!.Value.AddDays(-2)), null, "state-exit-review", FileStates.Registered, FileStates.ExitReview);
        if (story.State == FileStates.Left) State(Later(madeAt, story.ExitOn!.Value), actors.County(county), "state-left", FileStates.ExitReview, FileStates.Left, FileCodes.Exits.Words(story.ExitReason!));
        if (story.State == FileStates.Merged) State(Later(madeAt, story.ExitOn!.Value), actors.County(county), "double-same", FileStates.Lead, FileStates.Merged);
        return events.Count - before;
    }

    private static Change[] Ended(TermStory term, DateOnly end) =>
    [
        new("category_term.state", TermStates.Active, TermStates.Ended), new("category_term.end_reason", null, term.EndReason), new("category_term.to", null, end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];

    // In the evening of the day, so that it comes after whatever else the day holds.
    private DateTime Later(DateTime after, DateOnly day)
    {
        var at = DemoPlan.At(day, random.Between(17 * 60 + 5, 18 * 60));
        return at > after ? at : after.AddMinutes(20);
    }
}
