using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;

namespace HuTong.Children.Files;

/// <summary>What came of knocking at a file: not found, a purpose wanted first, or open.</summary>
public sealed record FileDoor(Child? Child, bool WantsPurpose, bool IsOpen)
{
    public static readonly FileDoor NotFound = new(null, false, false);
}

/// <summary>Opens a file: finds it through the fence and writes down who looks before anything is shown (security.md 6). City officer and auditor say why, once per file and day.</summary>
public sealed class OpenFile(ChildFileQuery query, AccessLog log, Scope scope)
{
    public const int MostPurpose = 100;

    /// <param name="purpose">Words of the asker, when asked for.</param>
    /// <param name="what">Which part, for the log: overview, timeline.</param>
    public async Task<FileDoor> Run(Guid id, string what, string? purpose = null, CancellationToken cancel = default)
    {
        if (await query.Find(id, cancel) is not { } child) return FileDoor.NotFound;
        var said = string.IsNullOrWhiteSpace(purpose) ? null : purpose.Trim();
        if (MustSayWhy(scope.Role) && said is null && !await log.HasPurposeToday(id, cancel)) return new FileDoor(child, WantsPurpose: true, IsOpen: false);
        await log.Write("open", id, child.Region, said, what, cancel);
        return new FileDoor(child, WantsPurpose: false, IsOpen: true);
    }

    /// <returns>Null when the words will do.</returns>
    public static Problem? Check(string? purpose) => purpose?.Trim() switch
    {
        null or "" => new Problem("purpose-missing", "请写明为什么要看，比如：核对待遇、回复来信。", "Purpose"),
        { Length: < 2 } => new Problem("purpose-short", "太短了，请写清楚用途。", "Purpose"),
        { Length: > MostPurpose } => new Problem("purpose-long", $"太长了，最多 {MostPurpose} 个字。", "Purpose"),
        _ => null,
    };

    public static bool MustSayWhy(string role) => role is "city-officer" or "auditor";
}
