using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.LogIn;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>Gives an account a post with its jurisdiction. Keeps the three administrators apart (ORG-018) and one responsible director a village and day.</summary>
public sealed class AddPost(HuTongDb db, Scope scope, RegionTree tree, KeyRing keys, ChinaClock clock)
{
    /// <summary>Days that an auditor's order lasts at most (security.md 2).</summary>
    public const int LongestAudit = 90;

    public async Task<Outcome<Post>> Run(Guid accountId, NewPost wanted, CancellationToken cancel = default)
    {
        PrepareKeys(wanted);
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("posts", cancel);
        var account = await db.Set<Account>().FirstOrDefaultAsync(row => row.Id == accountId, cancel);
        if (account is null || account.State == AccountStates.Closed) return new Problem("account-closed", "这个账号已停用，不能再给岗位。");
        var outcome = await Make(accountId, wanted, cancel);
        if (!outcome.Has(out var post)) return outcome;
        await db.EndAll(accountId, clock.Now, cancel: cancel);
        if (await db.SaveAsync("post-added", new Subject("account", accountId, null, post.Region), cancel: cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return post;
    }

    /// <summary>Makes the keys that the record of a post needs, before the transaction: inside it none can be made. Only for places that exist.</summary>
    internal void PrepareKeys(NewPost wanted)
    {
        if (!wanted.Regions.All(tree.Knows)) return;
        foreach (var region in wanted.Regions.Append(OfficeOf(tree, wanted.Regions)).Distinct()) keys.Active(region, KeyPurposes.Field);
    }

    /// <summary>Checks and adds the rows; the caller holds the lock `posts` and saves.</summary>
    internal async Task<Outcome<Post>> Make(Guid accountId, NewPost wanted, CancellationToken cancel)
    {
        var problems = Check(wanted);
        if (problems.Count > 0) return problems;
        var today = clock.Today;
        var others = await db.Set<Post>().AsNoTracking().Where(post => post.UserId == accountId && (post.ValidTo == null || today < post.ValidTo)).Select(post => post.Role).ToListAsync(cancel);
        if (Separation.Problem(others, wanted.Role) is { } mixed) return mixed;
        if (IsResponsible(wanted) && await TakenVillage(wanted, cancel) is { } taken) return taken;
        return Rows(accountId, wanted);
    }

    private List<Problem> Check(NewPost wanted)
    {
        List<Problem> problems = [];
        if (!Roles.Known(wanted.Role)) problems.Add(new("role-unknown", "请选一个岗位。", nameof(wanted.Role)));
        else if (Roles.IsAdmin(wanted.Role)) { if (wanted.Regions.Count > 0) problems.Add(new("admin-place", "三个管理员不管地方，这里请空着。", "Region")); }
        else if (PlaceProblem(wanted) is { } place) problems.Add(place);
        if (wanted.LastDay < wanted.From) problems.Add(new("term-backwards", "最后一天早于第一天。请核对任期。", nameof(wanted.LastDay)));
        if (wanted.Role == Roles.Auditor && (wanted.LastDay is not { } last || last.DayNumber - wanted.From.DayNumber >= LongestAudit))
            problems.Add(new("audit-too-long", $"审计的任期要写最后一天，最多 {LongestAudit} 天。", nameof(wanted.LastDay)));
        if (wanted.LastDay < clock.Today) problems.Add(new("term-over", "最后一天已经过去。", nameof(wanted.LastDay)));
        return problems;
    }

    private Problem? PlaceProblem(NewPost wanted)
    {
        if (wanted.Regions.Count == 0 || wanted.Regions.Any(code => !tree.Knows(code))) return new("place-missing", "请选这个岗位管的地方。", "Region");
        if (Roles.LevelOf(wanted.Role) is { } level && wanted.Regions.Any(code => tree.Find(code)!.Level != level))
            return new("place-level", $"{Roles.Says(wanted.Role)}管的是{LevelSays(level)}，请重新选地方。", "Region");
        return wanted.Regions.Count > 1 && wanted.Role != Roles.VillageDirector ? new("place-several", "只有儿童主任可以管几个村。", "Region") : null;
    }

    private static string LevelSays(RegionLevel level) => level switch
    {
        RegionLevel.Province => "一个省", RegionLevel.City => "一个市", RegionLevel.County => "一个县市区或功能区", RegionLevel.Township => "一个镇街", _ => "村（居）",
    };

    /// <summary>The lowest place over all of them; empty for none.</summary>
    internal static string OfficeOf(RegionTree tree, IReadOnlyList<string> regions) => regions.Count == 0 ? "" : regions.Aggregate(tree.OfficeOver);

    private static bool IsResponsible(NewPost wanted) => wanted.Role == Roles.VillageDirector && wanted.Kind is "" or PostKinds.Responsible;

    private async Task<Problem?> TakenVillage(NewPost wanted, CancellationToken cancel)
    {
        var (from, to) = (wanted.From, wanted.LastDay?.AddDays(1));
        var codes = wanted.Regions.ToArray();
        var taken = await db.Set<Jurisdiction>().AsNoTracking().Where(place => place.IsResponsible && codes.Contains(place.Prefix)
            && (place.ValidTo == null || from < place.ValidTo) && (to == null || place.ValidFrom < to)).OrderBy(place => place.ValidFrom).FirstOrDefaultAsync(cancel);
        if (taken is null) return null;
        var until = taken.ValidTo is { } end ? $"至 {end.AddDays(-1):yyyy年M月d日}" : "没有写到哪天为止";
        return new Problem("village-has-director", $"{tree.ShortName(taken.Prefix, RegionLevel.Township)}在这段时间已有责任儿童主任（{until}）。先给那个岗位写上最后一天，或把这个岗位改成代理、协助。", "Region");
    }

    private Post Rows(Guid accountId, NewPost wanted)
    {
        var post = new Post
        {
            Id = Guid.CreateVersion7(), UserId = accountId, Role = wanted.Role, Kind = wanted.Role != Roles.VillageDirector ? "" : wanted.Kind.Length == 0 ? PostKinds.Responsible : wanted.Kind,
            Region = OfficeOf(tree, wanted.Regions),
            ValidFrom = wanted.From, ValidTo = wanted.LastDay?.AddDays(1), ProposedBy = scope.UserId, ApprovedBy = scope.UserId,
        };
        db.Add(post);
        foreach (var prefix in wanted.Regions.SelectMany(tree.Stands).Distinct())
            db.Add(new Jurisdiction { Id = Guid.CreateVersion7(), PostId = post.Id, Prefix = prefix, IsResponsible = post.Kind == PostKinds.Responsible, ValidFrom = post.ValidFrom, ValidTo = post.ValidTo });
        return post;
    }
}
