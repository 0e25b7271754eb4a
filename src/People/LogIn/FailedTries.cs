using System.Collections.Concurrent;
using HuTong.Data;

namespace HuTong.People.LogIn;

/// <summary>Refused log-ins by address: 20 in five minutes shut the door for that address (T20, spraying over many accounts). In memory: a restart forgives.</summary>
public sealed class FailedTries(ChinaClock clock)
{
    public const int Most = 20;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<string, (DateTime From, int Count)> byAddress = new(StringComparer.Ordinal);

    public bool IsShut(string address) => byAddress.TryGetValue(address, out var tries) && clock.Now - tries.From < Window && tries.Count >= Most;

    public void Add(string address)
    {
        var now = clock.Now;
        if (byAddress.Count > MostAddresses)
            foreach (var (old, tries) in byAddress)
                if (now - tries.From >= Window) byAddress.TryRemove(old, out _);
        byAddress.AddOrUpdate(address, _ => (now, 1), (_, tries) => now - tries.From >= Window ? (now, 1) : (tries.From, tries.Count + 1));
    }
}
