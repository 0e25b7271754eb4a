using Xunit;

namespace HuTong.Walls;

/// <summary>How every guard speaks: nothing found, or the list of places.</summary>
public static class Wall
{
    public static void Holds(IEnumerable<Offence> offences, string rule)
    {
        var found = offences.ToList();
        if (found.Count > 0) Assert.Fail($"{rule}\n{string.Join('\n', found.Take(50))}{(found.Count > 50 ? $"\n… and {found.Count - 50} more" : "")}");
    }

    /// <summary>A guard that finds nothing in a planted offence guards nothing.</summary>
    public static void Finds(IEnumerable<Offence> offences, int count) => Assert.Equal(count, offences.Count());
}
