namespace HuTong.Places;

/// <summary>Kinds of region, as stored. Below the county the serial tells the kind, never the name (codes.md 1, 1.1).</summary>
public static class RegionKind
{
    public const string Province = "province";
    public const string City = "city";
    public const string County = "county";
    public const string District = "district";
    public const string CountyCity = "county-city";
    public const string Zone = "zone";
    public const string SubDistrict = "sub-district";
    public const string Town = "town";
    public const string RuralTownship = "rural-township";
    public const string TownshipLike = "township-like";
    public const string ResidentCommittee = "resident-committee";
    public const string VillageCommittee = "village-committee";
    public const string ResidentLike = "resident-like";
    public const string VillageLike = "village-like";

    /// <summary>The kind of a node from its code, and at county level from its name where the code does not tell.</summary>
    public static string Of(string code, string name) => code.Length switch
    {
        2 => Province,
        4 => City,
        6 => OfCounty(code, name),
        9 => OfTownship(Serial(code)),
        _ => OfVillage(Serial(code)),
    };

    /// <summary>The Chinese word of a kind, for a screen.</summary>
    public static string Says(string kind) => kind switch
    {
        Province => "省级",
        City => "市级",
        County => "县",
        District => "区",
        CountyCity => "县级市",
        Zone => "功能区",
        SubDistrict => "街道",
        Town => "镇",
        RuralTownship => "乡",
        TownshipLike => "类似乡级单位",
        ResidentCommittee => "居民委员会",
        VillageCommittee => "村民委员会",
        ResidentLike => "类似居委会",
        VillageLike => "类似村委会",
        _ => "",
    };

    private static int Serial(string code) => int.Parse(code.AsSpan(code.Length - 3), System.Globalization.CultureInfo.InvariantCulture);

    // 71–79 are the functional zones of the statistics, 90–98 are ours; 81–89 are cities of county rank.
    private static string OfCounty(string code, string name) => code[4] switch
    {
        '7' or '9' => Zone,
        _ when name.EndsWith('市') => CountyCity,
        _ when name.EndsWith('区') => District,
        _ => County,
    };

    private static string OfTownship(int serial) => serial switch
    {
        < 100 => SubDistrict,
        < 200 => Town,
        < 400 => RuralTownship,
        _ => TownshipLike,
    };

    private static string OfVillage(int serial) => serial switch
    {
        < 200 => ResidentCommittee,
        < 400 => VillageCommittee,
        < 500 => ResidentLike,
        _ => VillageLike,
    };
}
