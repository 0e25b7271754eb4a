using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children.Import;

/// <summary>The register's side of an import: opened for one run, asked chunk by chunk on a connection of its own beside the writer's.</summary>
public sealed class RegisterLookupQuery(IServiceScopeFactory scopes, IdentityLookup identities, BlindIndex blind, FieldCipher cipher, Scope scope, RegionTree places)
{
    public OpenRegister Open(DateOnly today)
    {
        var services = scopes.CreateAsyncScope();
        services.ServiceProvider.GetRequiredService<Scope>().Share(scope);
        return new OpenRegister(services, identities, blind, cipher, scope, places, today);
    }
}

/// <summary>The register as it stood when the run began; villages once asked for are remembered.</summary>
public sealed class OpenRegister : IAsyncDisposable
{
    private static readonly string[] Matched = ["lead", "to-verify", "registered", "exit-review", "left"];
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();
    private static readonly IReadOnlyDictionary<LedgerField, string> NoValues = new Dictionary<LedgerField, string>();

    private readonly AsyncServiceScope services;
    private readonly IdentityLookup identities;
    private readonly BlindIndex blind;
    private readonly Scope scope;
    private readonly RegionTree places;
    private readonly DateOnly today;
    private readonly HuTongDb db;
    private readonly RegisterChildren children;
    private readonly Dictionary<string, List<Candidate>> withoutId = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> regions = [];

    internal OpenRegister(AsyncServiceScope services, IdentityLookup identities, BlindIndex blind, FieldCipher cipher, Scope scope, RegionTree places, DateOnly today)
    {
        (this.services, this.identities, this.blind, this.scope, this.places, this.today) = (services, identities, blind, scope, places, today);
        db = services.ServiceProvider.GetRequiredService<HuTongDb>();
        children = new RegisterChildren(db, cipher);
    }

    /// <summary>Where a file lies that an answer spoke of; null for one never answered. Of places outside it is for the deciding office alone.</summary>
    public string? RegionOf(Guid childId) { lock (regions) return regions.GetValueOrDefault(childId); }

    /// <summary>The office that decides about a row of this place and a file that an answer spoke of.</summary>
    public string OfficeOver(string region, Guid childId) => DecidingOffice.Over(places, region, RegionOf(childId) ?? "");

    /// <summary>Answers a chunk: one look-up of all numbers, at most two of villages, ten statements for the children found.</summary>
    public async ValueTask<ILookup<int, RegisterChild>> Answer(IReadOnlyList<RegisterKey> keys, CancellationToken cancel)
    {
        var byNumber = await Numbers(keys, cancel);
        var likely = await Likely(keys, cancel);
        var inside = byNumber.SelectMany(pair => pair.Value).Where(answer => scope.Covers(answer.Region)).Select(answer => answer.ChildId).Concat(likely.SelectMany(pair => pair.Value)).ToHashSet();
        var loaded = inside.Count == 0 ? [] : (await children.Load(inside, today, cancel)).ToDictionary(one => one.Child.ChildId);
        lock (regions)
        {
            foreach (var (child, region) in loaded.Values) regions[child.ChildId] = region;
            foreach (var answer in byNumber.SelectMany(pair => pair.Value)) regions.TryAdd(answer.ChildId, answer.Region);
        }

        return keys.SelectMany(key => OfKey(key, byNumber, likely, loaded).Select(child => (key.Index, child))).ToLookup(pair => pair.Index, pair => pair.child);
    }

    private static IEnumerable<RegisterChild> OfKey(
        RegisterKey key, Dictionary<string, List<IdentityAnswer>> byNumber, Dictionary<int, List<Guid>> likely, Dictionary<Guid, (RegisterChild Child, string Region)> loaded)
    {
        var given = new HashSet<Guid>();
        var outside = new List<RegisterChild>();
        foreach (var answer in byNumber.GetValueOrDefault(key.IdNumber ?? "") ?? [])
        {
            if (!given.Add(answer.ChildId)) continue;
            if (loaded.TryGetValue(answer.ChildId, out var found)) yield return found.Child;
            else outside.Add(new RegisterChild(answer.ChildId, answer.State, false, key.IdNumber, "", null, Sex.Unknown, null, Nothing, NoValues));
        }

        foreach (var one in outside) yield return one;
        foreach (var id in likely.GetValueOrDefault(key.Index) ?? [])
            if (given.Add(id) && loaded.TryGetValue(id, out var found)) yield return found.Child;
    }

    private async Task<Dictionary<string, List<IdentityAnswer>>> Numbers(IReadOnlyList<RegisterKey> keys, CancellationToken cancel)
    {
        var numbers = keys.Where(key => key.IdNumber is not null).Select(key => key.IdNumber!).Distinct().ToList();
        if (numbers.Count == 0) return [];
        var blinds = numbers.Select(number => blind.Of(BlindIndex.IdNumber, number)).ToList();
        var numberOf = blinds.Zip(numbers).ToDictionary(pair => Convert.ToHexString(pair.First), pair => pair.Second, StringComparer.Ordinal);
        var answers = await identities.Find(blinds, cancel);
        return answers.Where(answer => Matched.Contains(answer.State)).GroupBy(answer => numberOf[Convert.ToHexString(answer.Blind)]).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    // A row with a number is likely a child without one; a row without a number any child of the village.
    private async Task<Dictionary<int, List<Guid>>> Likely(IReadOnlyList<RegisterKey> keys, CancellationToken cancel)
    {
        var placed = keys.Where(key => key is { BornOn: not null, RegionCode: not null }).ToList();
        await Remember(placed.Select(key => key.RegionCode!).Distinct().Where(village => !withoutId.ContainsKey(village)).ToArray(), cancel);
        var numbered = (await Numbered([.. placed.Where(key => key.IdNumber is null)], cancel)).ToLookup(one => one.Region);
        var likely = new Dictionary<int, List<Guid>>();
        foreach (var key in placed)
        {
            var ids = withoutId[key.RegionCode!].Concat(key.IdNumber is null ? numbered[key.RegionCode!] : []).Where(one => one.BornOn == key.BornOn || one.Name == key.Name).Select(one => one.Id).ToList();
            if (ids.Count > 0) likely[key.Index] = ids;
        }

        return likely;
    }

    private async Task Remember(string[] villages, CancellationToken cancel)
    {
        if (villages.Length == 0) return;
        var found = await db.Set<Child>().AsNoTracking().Where(child => child.IdBlind == null && villages.Contains(child.Region) && Matched.Contains(child.State))
            .Select(child => new Candidate(child.Id, child.Name, child.BornOn, child.Region)).ToListAsync(cancel);
        var byVillage = found.ToLookup(one => one.Region);
        foreach (var village in villages) withoutId[village] = [.. byVillage[village]];
    }

    private async Task<List<Candidate>> Numbered(List<RegisterKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0) return [];
        var (villages, births, names) = (keys.Select(key => key.RegionCode!).Distinct().ToArray(), keys.Select(key => key.BornOn).Distinct().ToArray(), keys.Select(key => key.Name).Distinct().ToArray());
        return await db.Set<Child>().AsNoTracking().Where(child => child.IdBlind != null && villages.Contains(child.Region) && Matched.Contains(child.State) && (births.Contains(child.BornOn) || names.Contains(child.Name)))
            .Select(child => new Candidate(child.Id, child.Name, child.BornOn, child.Region)).ToListAsync(cancel);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed record Candidate(Guid Id, string Name, DateOnly? BornOn, string Region);
}
