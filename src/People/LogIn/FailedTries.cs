using System.Collections.Concurrent;
using HuTong.Data;

namespace HuTong.People.LogIn;

/// <summary>
/// Log-ins by address that were not let in: 20 in five minutes shut the door for that address (T20, spraying over many accounts). In memory: a restart forgives.
/// A try is taken before the password is looked at and given back when it was right, so that a burst finds the door shut too.
/// </summary>
public sealed class FailedTries(ChinaClock clock)
{
    public const int Most = 20;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MostAddresses = 10_000;
    private readonly ConcurrentDictionary<string, (DateTime From, int Count)> byAddress = new(StringComparer.Ordinal);

    /// <returns>Which try of this window it is, from 1; above <see cref="Most"/> it must not be looked at.</returns>
    public int Take(string address)
    {
        var now = clock.Now;
        if (byAddress.Count > MostAddresses)
            foreach (var (old, tries) in byAddress)
                if (now - tries.From >= Window) byAddress.TryRemove(old, out _);
        return byAddress.AddOrUpdate(address, _ => (now, 1), (_, tries) => now - tries.From >= Window ? (now, 1) : (tries.From, tries.Count + 1)).Count;
    }

    /// <summary>The try was let in and does not count.</summary>
    public void GiveBack(string address) => byAddress.AddOrUpdate(address, _ => (clock.Now, 0), (_, tries) => (tries.From, Math.Max(0, tries.Count - 1)));
}
