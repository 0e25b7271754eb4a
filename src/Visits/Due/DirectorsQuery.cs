using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>
/// The director of each village of some places on a day: the responsible one, else who acts; an assistant answers for no village (states.md 11). Who cannot log in
/// answers for none today; on a day before it is enough to have held the post. Villages without are left out.
/// </summary>
public sealed class DirectorsQuery(HuTongDb db, ChinaClock clock)
{
    /// <param name="prefixes">Of the places asked for.</param>
    public async Task<IReadOnlyDictionary<string, VillageDirector>> Run(IReadOnlyCollection<string> prefixes, DateOnly day, CancellationToken cancel = default)
    {
        var isPast = day < clock.Today;
        var places = db.Set<Jurisdiction>().AsNoTracking().Where(place => place.Prefix.Length == 12 && place.ValidFrom <= day && (place.ValidTo == null || place.ValidTo > day) && prefixes.Any(prefix => place.Prefix.StartsWith(prefix)));
        var found = await (from place in places
            join post in db.Set<Post>().AsNoTracking() on place.PostId equals post.Id
            where post.Role == RoleCodes.VillageDirector && post.Kind != PostKinds.Assistant && post.ValidFrom <= day && (post.ValidTo == null || post.ValidTo > day)
            join account in db.Set<Account>().AsNoTracking() on post.UserId equals account.Id
            where isPast || account.State == AccountStates.Active
            join worker in db.Set<Worker>().AsNoTracking() on account.WorkerId equals worker.Id
            select new { place.Prefix, place.IsResponsible, post.Kind, post.UserId, worker.Name }).TagWith(KeptCounts.Tag).ToListAsync(cancel);
        return found.GroupBy(one => one.Prefix).ToDictionary(village => village.Key, village => village.OrderByDescending(one => one.IsResponsible).ThenBy(one => one.Kind == PostKinds.Acting ? 0 : 1).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => new VillageDirector(one.UserId, one.Name)).First());
    }
}

/// <summary>The villages that a director answers for.</summary>
/// <param name="Who">Null: villages that nobody answers for, all but <paramref name="Villages"/>.</param>
public sealed record AnsweredFor(VillageDirector? Who, IReadOnlyCollection<string> Villages)
{
    /// <summary>Stands for nobody in an address.</summary>
    public const string Nobody = "none";

    /// <param name="code">The director's id or <see cref="Nobody"/>.</param>
    /// <returns>Null when nobody of that id answers for any village here.</returns>
    public static AnsweredFor? Of(string code, IEnumerable<KeyValuePair<string, VillageDirector>> directors) =>
        code == Nobody ? new(null, [.. directors.Select(one => one.Key)])
        : Guid.TryParse(code, out var id) && directors.Where(one => one.Value.UserId == id).ToList() is [var first, ..] own ? new(first.Value, [.. own.Select(one => one.Key)]) : null;

    public bool Has(string village) => Villages.Contains(village) == (Who is not null);

    public IQueryable<RegisterLine> Within(IQueryable<RegisterLine> lines) => Who is null ? lines.Where(line => !Villages.Contains(line.Region)) : lines.Where(line => Villages.Contains(line.Region));

    /// <summary>By the village that counts them.</summary>
    public IQueryable<VisitDuty> Within(IQueryable<VisitDuty> duties) => Who is null ? duties.Where(duty => !Villages.Contains(duty.CountsAt)) : duties.Where(duty => Villages.Contains(duty.CountsAt));
}

public sealed record VillageDirector(Guid UserId, string Name);
