using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Data.Doubles;

/// <summary>What is known of an ID number: in which file, in which state, and whether inside the asker's own jurisdiction. Nothing of another place but that it exists.</summary>
public sealed record IdentityAnswer(byte[] Blind, Guid ChildId, string Region, byte[] NameBlind, string State);

/// <summary>The one reader of the identity index, under the log-in for jobs (security.md 3.6).</summary>
public sealed class IdentityLookup(IServiceScopeFactory scopes)
{
    private const int Chunk = 500;

    /// <summary>All entries with one of these blind indexes, in sets.</summary>
    public async Task<List<IdentityAnswer>> Find(IReadOnlyCollection<byte[]> blinds, CancellationToken cancel = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("identity lookup");
        var db = scope.ServiceProvider.GetRequiredService<HuTongDb>();
        var found = new List<IdentityAnswer>();
        foreach (var chunk in blinds.Chunk(db.Engine == Engine.Postgres ? 5000 : Chunk))
            found.AddRange(await db.Set<IdentityIndex>().AsNoTracking().Where(entry => chunk.Contains(entry.Blind) && entry.ValidTo == null)
                .Select(entry => new IdentityAnswer(entry.Blind, entry.ChildId, entry.Region, entry.NameBlind, entry.State)).ToListAsync(cancel));
        return found;
    }
}
