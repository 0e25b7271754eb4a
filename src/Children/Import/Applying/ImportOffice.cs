using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>Who imports, and what an import may touch: the office of the post, never the region named (import.md 1).</summary>
public sealed class ImportOffice(Scope scope, RegionTree places, KeyRing keys, BlindIndex blind, FieldCipher cipher)
{
    private static readonly Dictionary<string, RegionLevel> Levels = new(StringComparer.Ordinal) { ["township-supervisor"] = RegionLevel.Township, ["county-officer"] = RegionLevel.County, ["city-officer"] = RegionLevel.City };

    public static Problem NotAnImporter { get; } = new("outside-jurisdiction", "您的岗位不能导入台账；由儿童督导员、县级或市级经办导入。", Source: "import.md 1");

    /// <summary>The office for the check, or why this post may not import into the region.</summary>
    public Outcome<ImporterOffice> For(string region)
    {
        if (!Levels.TryGetValue(scope.Role, out var level)) return NotAnImporter;
        var isInside = places.Knows(region) && region.Length is 4 or 6 or 9 or 12
            && places.Manages(region).All(prefix => scope.Prefixes.Any(own => prefix.StartsWith(own, StringComparison.Ordinal)));
        return isInside ? new ImporterOffice(level, scope.Prefixes) : Refusals.OutsideJurisdiction;
    }

    /// <summary>The fence of the batch: the region itself, or the unit's own code where its prefixes are others' (codes.md 1.3).</summary>
    public string FenceOf(string region) => scope.Covers(region) ? region : scope.Covers(places.OwnCode(region)) ? places.OwnCode(region) : places.Manages(region)[0];

    /// <summary>Makes every key that the import can need before it holds the one writer of SQLite.</summary>
    public void PrepareKeys(string region)
    {
        var counties = places.Manages(region).SelectMany(prefix => prefix.Length >= 6 ? [prefix[..6]] : places.Counties(prefix).Select(county => county.Code)).Append(region.Length > 6 ? region[..6] : region).Append(FenceOf(region) is { Length: > 6 } fence ? fence[..6] : FenceOf(region)).Distinct();
        keys.Prepare(counties, KeyPurposes.Field, KeyPurposes.Sealed, KeyPurposes.File);
        blind.Of(BlindIndex.IdNumber, "");
        cipher.Hash([]);
    }
}
