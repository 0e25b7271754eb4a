using System.IO.Compression;
using System.Security.Cryptography;
using HuTong.Core;

namespace HuTong.Places.Tests;

/// <summary>ORG-001, ORG-002: the tree from province to village, with zones. Figures: codes.md 1.1 and 1.3.</summary>
public sealed class RegionTreeTests
{
    private static readonly RegionTree Tree = RegionTree.Standard;

    [Fact]
    public void The_embedded_file_is_the_one_of_the_recipe()
    {
        using var packed = typeof(RegionTree).Assembly.GetManifestResourceStream("HuTong.Places.Divisions.divisions.gz")!;
        using var raw = new GZipStream(packed, CompressionMode.Decompress);
        Assert.StartsWith("E3FC735D4B6C65FC", Convert.ToHexString(SHA256.HashData(raw)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 31, 342, 2978, 1853, 62074)]
    [InlineData("37", 1, 16, 151, 1853, 62074)]
    [InlineData("3708", 0, 1, 12, 158, 4927)]
    public void Every_level_has_as_many_nodes_as_the_statistics(string prefix, int provinces, int cities, int counties, int towns, int villages)
    {
        var counts = Tree.All.Where(node => !node.Own && node.Code.StartsWith(prefix, StringComparison.Ordinal)).CountBy(node => node.Level).ToDictionary();
        Assert.Equal(
            [provinces, cities, counties, towns, villages],
            Enum.GetValues<RegionLevel>().Select(level => counts.GetValueOrDefault(level)));
    }

    [Theory]
    [InlineData("370831", "泗水县", "county", "3708")]
    [InlineData("370811", "任城区", "district", "3708")]
    [InlineData("370881", "曲阜市", "county-city", "3708")]
    [InlineData("370871", "济宁高新技术产业开发区", "zone", "3708")]
    [InlineData("370891", "太白湖新区", "zone", "3708")]
    [InlineData("370829400", "嘉祥经济开发区管理委员会", "township-like", "370829")]
    [InlineData("370811002", "许庄街道", "sub-district", "370811")]
    [InlineData("370831101", "泉林镇", "town", "370831")]
    public void A_place_is_found_with_its_kind_and_official_parent(string code, string name, string kind, string parent)
    {
        var place = Tree.Find(code);
        Assert.NotNull(place);
        Assert.Equal((name, kind, parent), (place.Name, place.Kind, place.ParentCode));
    }

    [Theory]
    [InlineData("370802")]
    [InlineData("370899")]
    [InlineData("3708310")]
    [InlineData("")]
    public void An_unknown_code_finds_nothing(string code) => Assert.Null(Tree.Find(code));

    [Fact]
    public void Serials_tell_the_kinds_of_the_villages_of_Shandong()
    {
        var kinds = Tree.Villages("37").CountBy(village => village.Kind).ToDictionary();
        Assert.Equal((6977, 54974, 107, 16),
            (kinds["resident-committee"], kinds["village-committee"], kinds["resident-like"], kinds["village-like"]));
    }

    [Fact]
    public void A_zone_of_our_own_manages_its_two_townships_and_the_giver_keeps_the_rest()
    {
        Assert.Equal(["370811002", "370811109"], Tree.Manages("370891"));
        Assert.Equal(["370829104", "370829108"], Tree.Manages("370892"));
        Assert.Equal(16, Tree.Manages("370811").Count);
        Assert.Equal(14, Tree.Manages("370829").Count);
        Assert.DoesNotContain("370811002", Tree.Manages("370811"));
        Assert.Equal(["3708"], Tree.Manages("3708"));
        Assert.Equal(["370831"], Tree.Stands("370831"));
        Assert.Equal("370811000000", Tree.Stands("370811")[0]);
        Assert.Equal("370891", Tree.Stands("370891")[0]);
    }

    /// <summary>demo.md 2: towns and villages of each unit.</summary>
    [Theory]
    [InlineData("370811", 16, 388)]
    [InlineData("370829", 14, 393)]
    [InlineData("370831", 13, 442)]
    [InlineData("370871", 5, 123)]
    [InlineData("370891", 2, 51)]
    [InlineData("370892", 2, 60)]
    [InlineData("3708", 158, 4927)]
    public void Towns_and_villages_follow_the_managing_line(string code, int towns, int villages)
    {
        Assert.Equal(towns, Tree.Townships(code).Count());
        Assert.Equal(villages, Tree.Villages(code).Count());
    }

    [Theory]
    [InlineData("370811002001", "370891", true)]
    [InlineData("370811002001", "370811", false)]
    [InlineData("370811005", "370811", true)]
    [InlineData("370811", "370811", true)]
    [InlineData("370811000000", "370811", true)]
    [InlineData("370891", "3708", true)]
    [InlineData("370811002001", "3708", true)]
    [InlineData("370831101", "370830", false)]
    [InlineData("370831", "370831101", false)]
    public void Inside_goes_by_who_manages_the_place(string code, string region, bool inside) =>
        Assert.Equal(inside, Tree.IsInside(code, region));

    /// <summary>The counts of a list add up a child once for every place it lies in, and for no other.</summary>
    [Fact]
    public void The_places_over_a_place_are_those_it_is_inside_of()
    {
        var units = Tree.Counties("3708").Concat(Tree.Counties("3708").SelectMany(county => Tree.Townships(county.Code))).Select(unit => unit.Code).Append("3708").Append("37").ToList();
        foreach (var code in Tree.Villages("370811").Concat(Tree.Villages("370891")).Concat(Tree.Villages("370831101")).Select(village => village.Code).Append("370811000000").Append("370831"))
            Assert.Equal(units.Where(unit => Tree.IsInside(code, unit)).Order(), Tree.Over(code).Where(units.Contains).Order());
    }

    [Fact]
    public void A_full_name_follows_the_managing_line()
    {
        var village = Tree.Villages("370831101").First(place => place.Name.StartsWith("卞桥一村", StringComparison.Ordinal));
        Assert.Equal("泗水县泉林镇卞桥一村村民委员会", Tree.FullName(village.Code));
        Assert.Equal("泗水县泉林镇卞桥一村", Tree.ShortName(village.Code));
        Assert.Equal("山东省济宁市泗水县泉林镇", Tree.FullName("370831101", RegionLevel.Province));
        Assert.Equal("太白湖新区许庄街道", Tree.FullName("370811002"));
        Assert.Equal("济宁市", Tree.FullName("3708"));
        Assert.Equal("370891", Tree.ManagingCounty("370811002001"));
    }

    [Fact]
    public void Every_child_hangs_under_its_prefix()
    {
        foreach (var node in Tree.All.Where(node => node.ParentCode.Length > 0))
            Assert.StartsWith(node.ParentCode, node.Code, StringComparison.Ordinal);
        Assert.Equal(Tree.Count, Tree.Children("").Sum(province => 1 + Tree.Below(province.Code).Count()));
    }

    [Fact]
    public void A_place_handed_to_another_city_leaves_the_giving_city_too()
    {
        var tree = new RegionTree([new OwnNode("370991", "试验区", ["370831101"])]);
        Assert.False(tree.IsInside("370831101001", "3708"));
        Assert.True(tree.IsInside("370831108", "3708"));
        Assert.True(tree.IsInside("370831101001", "370991"));
        Assert.True(tree.IsInside("370831101001", "37"));
    }

    /// <summary>Codes.md 1.3, REG-003: who is over two places goes by the managing line, not by the digits that their codes share.</summary>
    [Theory]
    [InlineData("370831101206", "370831101206", "370831101206")]
    [InlineData("370831101206", "370831101207", "370831101")]
    [InlineData("370831101206", "370831102", "370831")]
    [InlineData("370831", "370831101206", "370831")]
    [InlineData("370831101206", "370832101202", "3708")]
    [InlineData("370811002", "370811109", "370891")]
    [InlineData("370891", "370811109", "370891")]
    [InlineData("370811002", "370811005", "3708")]
    [InlineData("370811000000", "370811109", "3708")]
    [InlineData("370811000000", "370811005", "370811")]
    [InlineData("370829104", "370829101", "3708")]
    [InlineData("370831101206", "370102001", "37")]
    [InlineData("370831101206", "320102", "")]
    public void The_office_over_two_places_is_the_lowest_unit_that_manages_both(string first, string second, string office)
    {
        Assert.Equal(office, Tree.OfficeOver(first, second));
        Assert.Equal(office, Tree.OfficeOver(second, first));
    }
}
