using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Demo;

/// <summary>Who could have visited a village, or looked at a visit, on a day of the story: the responsible director, else a supervisor of the township.</summary>
internal sealed class DemoPostholders(ILookup<string, DemoPostholders.Held> places)
{
    internal sealed record Held(EventActor Who, string Role, DateOnly From, DateOnly? To);

    public (EventActor? Who, string Role) Visitor(string village, DateOnly day) =>
        Holding(village, day) is { } director ? (director.Who, director.Role) : Holding(village[..9], day) is { } supervisor ? (supervisor.Who, supervisor.Role) : (null, Roles.TownshipSupervisor);

    public EventActor? Supervisor(string village, DateOnly day) => Holding(village[..9], day)?.Who;

    private Held? Holding(string prefix, DateOnly day)
    {
        foreach (var held in places[prefix])
            if (held.From <= day && (held.To is null || day < held.To)) return held;
        return null;
    }

    public static async Task<DemoPostholders> Load(HuTongDb db, CancellationToken cancel)
    {
        var found = await (
            from place in db.Set<Jurisdiction>().AsNoTracking()
            join post in db.Set<Post>().AsNoTracking() on place.PostId equals post.Id
            where place.IsResponsible || post.Role == Roles.TownshipSupervisor
            join account in db.Set<Account>().AsNoTracking() on post.UserId equals account.Id
            join worker in db.Set<Worker>().AsNoTracking() on account.WorkerId equals worker.Id
            orderby place.Id
            select new { place.Prefix, place.ValidFrom, place.ValidTo, post.Role, post.UserId, PostId = post.Id, worker.Name }).ToListAsync(cancel);
        return new(found.ToLookup(one => one.Prefix, one => new Held(new EventActor(one.UserId, one.PostId, one.Name, Roles.Says(one.Role)), one.Role, one.ValidFrom, one.ValidTo), StringComparer.Ordinal));
    }
}
