using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;

namespace HuTong.Children.Files;

/// <summary>Who answers for a file today.</summary>
/// <param name="Role">儿童主任, 儿童督导员.</param>
/// <param name="Names">Of the nearest posts; empty when nobody holds one.</param>
public sealed record InCharge(string Role, IReadOnlyList<string> Names);

/// <summary>The director of the village and the supervisor of the township of a file (ORG-013, REG-020).</summary>
public sealed class InChargeQuery(PostsOverQuery posts, KeptCounts kept, Scope scope, ChinaClock clock)
{
    private static readonly string[] Wanted = [RoleCodes.VillageDirector, RoleCodes.TownshipSupervisor];

    public async Task<IReadOnlyList<InCharge>> Run(string region, CancellationToken cancel = default)
    {
        var over = await kept.Of(scope, $"posts over {region}", () => posts.Run(region, clock.Today, cancel));
        return [.. Wanted.Select(role => new InCharge(FileCodes.Roles.Words(role), [.. over.Where(post => post.Role == role).Select(post => post.WorkerName).Distinct().Take(3)]))];
    }
}
