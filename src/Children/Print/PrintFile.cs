using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data.Access;

namespace HuTong.Children.Print;

/// <summary>A whole file as it is printed, masked as on the screen.</summary>
public sealed record PrintedFile(ChildFile Sheet, IReadOnlyList<Sibling> Siblings);

/// <summary>Gives a file out on paper for a stated purpose: logged before it is sent (security.md 2, 6).</summary>
public sealed class PrintFile(ChildFileQuery query, AccessLog log)
{
    public async Task<Outcome<PrintedFile>> Run(Guid childId, string? purpose, CancellationToken cancel = default)
    {
        if (await query.Find(childId, cancel) is not { } child) return new Problem("child-not-found", "没有找到。");
        if (OpenFile.Check(purpose) is { } missing) return missing;
        await log.Write("print", childId, child.Region, purpose!.Trim(), "file", cancel);
        return new PrintedFile(await query.Run(child, cancel: cancel), await query.Siblings(child, cancel));
    }
}
