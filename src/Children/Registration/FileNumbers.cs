using System.Globalization;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>Gives file numbers 370831-2026-00017: county, year, running number; never reused. Ask inside a write transaction.</summary>
public sealed class FileNumbers(HuTongDb db, ChinaClock clock)
{
    /// <summary>Takes the next numbers of a place's county, in order; an import takes all it needs at once.</summary>
    public async Task<IReadOnlyList<string>> Take(WriteTransaction write, string region, int count, CancellationToken cancel = default)
    {
        var (county, year) = (region[..6], clock.Today.Year);
        await write.LockOnce($"file-numbers:{county}", cancel);
        var block = await db.Set<FileNumberBlock>().SingleOrDefaultAsync(one => one.County == county && one.Year == year, cancel);
        if (block is null) db.Add(block = new FileNumberBlock { County = county, Year = year });
        var first = block.Next;
        block.Next += count;
        return [.. Enumerable.Range(first, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{county}-{year}-{number:00000}"))];
    }
}
