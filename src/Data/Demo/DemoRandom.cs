using System.Buffers.Binary;
using System.Text;

namespace HuTong.Data.Demo;

/// <summary>
/// The demo city's own chance: PCG32 (XSH-RR), one stream a name, so that one county's children never move another's. No clock; the same on every machine.
/// Source: pcg-random.org, FNV-1a for the number of the stream.
/// </summary>
public sealed class DemoRandom
{
    private const ulong Multiplier = 6364136223846793005UL;
    private readonly ulong increment;
    private ulong state;

    public DemoRandom(string name)
    {
        increment = Fnv($"{name}/increment") << 1 | 1;
        state = unchecked(Fnv(name) + increment);
        Next();
    }

    public uint Next()
    {
        var old = state;
        state = unchecked(old * Multiplier + increment);
        var shifted = (uint)((old >> 18 ^ old) >> 27);
        var turn = (int)(old >> 59);
        return shifted >> turn | shifted << (-turn & 31);
    }

    /// <summary>0 … limit - 1.</summary>
    public int Below(int limit) => (int)(Next() % (uint)limit);

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>A day, both ends included; the first when the second is before it.</summary>
    public DateOnly Day(DateOnly from, DateOnly to) => to <= from ? from : from.AddDays(Below(to.DayNumber - from.DayNumber + 1));

    /// <summary>One of the values, by weight.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, T Value)> pairs)
    {
        var all = 0;
        foreach (var (weight, _) in pairs) all += weight;
        var left = Below(all);
        foreach (var (weight, value) in pairs)
            if ((left -= weight) < 0) return value;
        return pairs[^1].Value;
    }

    public void Shuffle<T>(IList<T> list)
    {
        for (var at = list.Count - 1; at > 0; at--)
        {
            var other = Below(at + 1);
            (list[at], list[other]) = (list[other], list[at]);
        }
    }

    /// <summary>An id in the shape of version 7 of an instant, so that ids of the demo city grow with its time as all others do.</summary>
    public Guid Id(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | Next() & 0x0FFF));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Next() & 0x3FFFFFFF | 0x80000000);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Next());
        return new Guid(bytes, bigEndian: true);
    }

    private static ulong Fnv(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var one in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ one) * 1099511628211UL);
        return hash;
    }
}
