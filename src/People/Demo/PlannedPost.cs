using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.People.Seed;
using HuTong.Places;

namespace HuTong.People.Demo;

/// <summary>One prefix of a planned post; null dates are those of the post.</summary>
internal sealed record PlannedPlace(string Prefix, DateOnly? From = null, DateOnly? To = null);

/// <summary>A worker with account, post and jurisdiction, not written yet.</summary>
/// <param name="To">First day on which the post no longer holds.</param>
internal sealed record PlannedPost(string UserName, string Role, string Kind, string Office, DateOnly From, DateOnly? To, IReadOnlyList<PlannedPlace> Places)
{
    public string? Name { get; init; }
    public bool MustChange { get; init; }

    /// <summary>Answers first where a township has two supervisors.</summary>
    public bool IsLead { get; init; }
    public string? EndedReason { get; init; }

    public static PlannedPost Director(string userName, string village, DateOnly from, DateOnly? to = null, params IReadOnlyList<PlannedPlace> more) =>
        new(userName, Roles.VillageDirector, PostKinds.Responsible, village, from, to, [new(village), .. more]);

    public static PlannedPost Supervisor(string userName, string township, DateOnly from, DateOnly? to = null, params IReadOnlyList<PlannedPlace> more) =>
        new(userName, Roles.TownshipSupervisor, "", township, from, to, [new(township), .. more]);
}

/// <summary>Rows of the four tables that a planned post becomes.</summary>
/// <param name="tellsMore">Adds to a worker what the real-name register asks besides; null adds nothing.</param>
internal sealed class AccountRows(string hash, DateOnly today, DateTime madeAt, Func<Guid> nextId, Action<Worker, PlannedPost>? tellsMore = null)
{
    public List<Worker> Workers { get; } = [];
    public List<Account> Accounts { get; } = [];
    public List<Post> Posts { get; } = [];
    public List<Jurisdiction> Places { get; } = [];

    // PasswordSetAt stays empty: no password of the demo city grows old.
    public void Add(PlannedPost planned)
    {
        var worker = new Worker { Id = nextId(), Name = planned.Name ?? InventedNames.For(planned.UserName) };
        tellsMore?.Invoke(worker, planned);
        var account = new Account
        {
            Id = nextId(), WorkerId = worker.Id, UserName = planned.UserName, NormalizedUserName = Account.Normalise(planned.UserName), PasswordHash = hash,
            State = planned.To <= today ? AccountStates.Closed : AccountStates.Active, MustChange = planned.MustChange, CreatedAt = madeAt,
        };
        var post = new Post
        {
            Id = nextId(), UserId = account.Id, Role = planned.Role, Kind = planned.Kind, Region = planned.Office, ValidFrom = planned.From, ValidTo = planned.To, EndedReason = planned.EndedReason, IsLead = planned.IsLead,
        };
        Workers.Add(worker);
        Accounts.Add(account);
        Posts.Add(post);
        Places.AddRange(planned.Places.Select(place => new Jurisdiction
        {
            Id = nextId(), PostId = post.Id, Prefix = place.Prefix, IsResponsible = post.Kind == PostKinds.Responsible, ValidFrom = place.From ?? post.ValidFrom, ValidTo = place.To ?? post.ValidTo,
        }));
    }
}
