using HuTong.Testing;

namespace HuTong.Walls.Matrix;

/// <summary>An answer and the way it took through the database.</summary>
/// <param name="Path">As <see cref="CommandsSeen"/> tells it.</param>
internal sealed record Answer(Page Page, IReadOnlyList<string> Path)
{
    public static async Task<Answer> Of(LiveSite site, Func<Task<Page>> ask)
    {
        site.Commands.Take();
        var page = await ask();
        return new Answer(page, site.Commands.Take());
    }

    /// <summary>Null when both took one path, else where they part.</summary>
    public string? PartsFrom(Answer other)
    {
        if (Path.SequenceEqual(other.Path)) return null;
        var at = Path.Zip(other.Path).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"takes another path, of {Path.Count} and {other.Path.Count} commands, from the {at + 1}. on:\n  {Path.ElementAtOrDefault(at)}\n  {other.Path.ElementAtOrDefault(at)}";
    }
}
