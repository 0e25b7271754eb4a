using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.People.Accounts;
using HuTong.People.Register;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>What the real-name register is narrowed by.</summary>
/// <param name="Role">village-director, township-supervisor; null for both.</param>
/// <param name="IsPast">Those who hold no such post in the place any more.</param>
/// <param name="Name">Part of a name.</param>
/// <param name="After">First place and account of the last row of the page before.</param>
public sealed record RealNameFilter(PlaceParts Place, DateOnly On, string? Role = null, bool IsPast = false, string? Name = null, string? After = null);

/// <summary>A person in a role (WRK-001).</summary>
/// <param name="Phone">Masked.</param>
/// <param name="HasNumber">Is the staff ID number kept? It is never shown.</param>
/// <param name="To">First day on which the last of the posts no longer holds; null while one is open.</param>
public sealed record RealNameRow(
    Guid WorkerId, Guid UserId, string First, string Role, string Kind, string Name, string? Sex, DateOnly? BornOn, string? Schooling, string? Employment, string? Phone, bool HasNumber,
    IReadOnlyList<string> Places, DateOnly From, DateOnly? To);

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record RealNameList(IReadOnlyList<RealNameRow> Rows, int Total, string? Next);

/// <summary>The real-name register of directors and township supervisors by place, a person and role a row (WRK-001, R-138).</summary>
public sealed class RealNameListQuery(HuTongDb db, PostsWithin posts, RegionTree tree, FieldCipher cipher)
{
    public const int PageSize = 50;

    /// <param name="size">Rows of a page; the export takes more.</param>
    public async Task<RealNameList> Run(RealNameFilter filter, int size = PageSize, CancellationToken cancel = default)
    {
        var people = Fitting(filter);
        var total = await people.CountAsync(cancel);
        var page = people;
        if (Cursor(filter.After) is var (first, user) && first.Length > 0)
            page = page.Where(one => string.Compare(one.First, first) > 0 || one.First == first && one.UserId.CompareTo(user) > 0);
        var found = await page.OrderBy(one => one.First).ThenBy(one => one.UserId).Take(size + 1).ToListAsync(cancel);
        var rows = await Rows([.. found.Take(size)], filter, cancel);
        return new RealNameList(rows, total, found.Count > size ? $"{found[size - 1].First}.{found[size - 1].UserId:N}" : null);
    }

    private sealed class Person
    {
        public Guid UserId { get; init; }
        public string Role { get; init; } = "";
        public string First { get; init; } = "";
    }

    private IQueryable<PostWithin> Terms(RealNameFilter filter)
    {
        var (inside, on) = (filter.Place.Prefixes.ToList(), filter.On);
        var terms = posts.Run().Where(one => inside.Any(prefix => one.Prefix.StartsWith(prefix)) && one.From <= on && (one.To == null || one.To > one.From));
        if (filter.Role is { } role) terms = terms.Where(one => one.Post.Role == role);
        return terms;
    }

    private IQueryable<Person> Fitting(RealNameFilter filter)
    {
        var on = filter.On;
        var (all, holding) = (Terms(filter), Terms(filter).Where(one => one.To == null || one.To > on));
        var terms = filter.IsPast ? all.Where(one => !holding.Any(held => held.Post.UserId == one.Post.UserId && held.Post.Role == one.Post.Role)) : holding;
        if (filter.Name is { } name)
        {
            var called = from account in db.Set<Account>() join worker in db.Set<Worker>() on account.WorkerId equals worker.Id where worker.Name.Contains(name) select account.Id;
            terms = terms.Where(one => called.Contains(one.Post.UserId));
        }
        return terms.GroupBy(one => new { one.Post.UserId, one.Post.Role }).Select(person => new Person { UserId = person.Key.UserId, Role = person.Key.Role, First = person.Min(one => one.Prefix)! });
    }

    private async Task<List<RealNameRow>> Rows(List<Person> people, RealNameFilter filter, CancellationToken cancel)
    {
        var (ids, on) = (people.Select(one => one.UserId).Distinct().ToList(), filter.On);
        if (ids.Count == 0) return [];
        var terms = (await Terms(filter).Where(one => ids.Contains(one.Post.UserId) && (filter.IsPast || one.To == null || one.To > on)).Select(one => new { one.Post.UserId, one.Post.Role, one.Post.Kind, one.Prefix, one.From, one.To }).ToListAsync(cancel)).ToLookup(one => (one.UserId, one.Role));
        var workers = (await (from account in db.Set<Account>().AsNoTracking() where ids.Contains(account.Id) join worker in db.Set<Worker>().AsNoTracking() on account.WorkerId equals worker.Id select new { account.Id, worker }).ToListAsync(cancel)).ToDictionary(one => one.Id, one => one.worker);
        return [.. people.Select(one =>
        {
            var (worker, held) = (workers[one.UserId], terms[(one.UserId, one.Role)].ToList());
            var kinds = held.Select(term => term.Kind).Distinct().ToList();
            return new RealNameRow(
                worker.Id, one.UserId, one.First, one.Role, kinds.Contains(PostKinds.Responsible) || kinds.Contains("") ? "" : kinds[0], worker.Name, worker.Sex, worker.BornOn, worker.Schooling, worker.Employment,
                worker.Phone(cipher) is { } phone ? Masks.Phone(phone) : null, worker.IdEnc is not null, [.. held.Select(term => term.Prefix).Distinct().Order(StringComparer.Ordinal)],
                held.Min(term => term.From), held.Exists(term => term.To is null) ? null : held.Max(term => term.To));
        })];
    }

    /// <summary>泉林镇卞桥一村、卞桥二村: the township once.</summary>
    public string PlacesOf(RealNameRow row) => string.Join("、", row.Places.Select((code, at) => tree.ShortName(code, at > 0 && code.Length == 12 && code[..9] == row.Places[at - 1][..9] ? RegionLevel.Village : RegionLevel.Township)));

    private static (string First, Guid User) Cursor(string? after) => after?.Split('.') is [var first, var user] && Guid.TryParseExact(user, "N", out var parsed) ? (first, parsed) : ("", Guid.Empty);
}
