using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places.Settings;

/// <summary>A dated setting of a place. Index (key, region, valid_from).</summary>
public sealed class SettingQuery(HuTongDb db, RegionTree tree)
{
    /// <returns>The value in force for the place on the day; null when the default of the rules stands.</returns>
    public async Task<string?> Run(string key, string region, DateOnly on, CancellationToken cancel = default)
    {
        string[] upwards = [.. tree.Line(region).Select(place => place.Code).Reverse()];
        var settings = await db.Set<Setting>().AsNoTracking()
            .Where(setting => setting.Key == key && upwards.Contains(setting.Region)).ToListAsync(cancel);
        return Setting.InForce(settings, key, upwards, on)?.Value;
    }
}
