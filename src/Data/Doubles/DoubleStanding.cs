using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Data.Doubles;

/// <summary>Whether a file's number stands in another file that is not settled: asked by system work, answered in one word, so that no office learns of another's child (security.md 3.6).</summary>
public sealed class DoubleStanding(IServiceScopeFactory scopes, IdentityLookup lookup)
{
    /// <summary>Found and not decided, or not looked for yet; decided to be one child while both files are there.</summary>
    public const string Open = "open", Same = "same";

    /// <param name="childId">A file from the asker's fence.</param>
    /// <param name="idBlind">Its number, null when it has none.</param>
    /// <returns><see cref="Open"/>, <see cref="Same"/> or null: nothing stands in the way (REG-003).</returns>
    public async Task<string?> Of(Guid childId, byte[]? idBlind, CancellationToken cancel = default)
    {
        if (idBlind is null) return null;
        var others = (await lookup.Find([idBlind], cancel)).Where(entry => entry.ChildId != childId && entry.State is not ("merged" or "dismissed")).Select(entry => entry.ChildId).ToList();
        if (others.Count == 0) return null;
        await using var inner = scopes.CreateAsyncScope();
        inner.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("double standing", WholeCountry.Prefixes);
        var db = inner.ServiceProvider.GetRequiredService<HuTongDb>();
        var decided = (await db.Set<DuplicateHit>().AsNoTracking().Where(hit => hit.FirstChildId == childId || hit.SecondChildId == childId).ToListAsync(cancel))
            .ToLookup(hit => hit.FirstChildId == childId ? hit.SecondChildId : hit.FirstChildId, hit => hit.State);
        var apart = (await db.Set<NotSame>().AsNoTracking().Where(pair => pair.FirstChildId == childId || pair.SecondChildId == childId).ToListAsync(cancel))
            .Select(pair => pair.FirstChildId == childId ? pair.SecondChildId : pair.FirstChildId).ToHashSet();
        others.RemoveAll(other => apart.Contains(other) || decided[other].Contains("other"));
        return others.Count == 0 ? null : others.Exists(other => !decided[other].Contains("same")) ? Open : Same;
    }
}
