using HuTong.Children.Import;
using HuTong.Places;

namespace HuTong.Children.Tests.Import;

/// <summary>Villages found among the places of the region (import.md 7, codes.md 1.3).</summary>
public sealed class PlaceFitTests
{
    private static (string? Code, string? Region) Find(string region, string county = "", string town = "", string village = "", string address = "")
    {
        var found = new PlaceFit(RegionTree.Standard, region).Find(new PlaceCells(county, town, village, address));
        return (found.Code, found.RegionCode);
    }

    [Theory]
    [InlineData("卞桥一村村民委员会", "370831101200")]
    [InlineData("卞桥1村", "370831101200")]
    [InlineData("卞桥一", "370831101200")]
    [InlineData("柳河峪村第3村民小组", "370831101204")]
    [InlineData("柳河峪村2组12号", "370831101204")]
    [InlineData("柳 河 峪", "370831101204")]
    [InlineData("山东省济宁市泗水县泉林镇柳河峪", "370831101204")]
    [InlineData("山东济宁泗水县泉林镇柳河峪", "370831101204")]
    [InlineData("泗水泉林镇柳河峪", "370831101204")]
    public void Short_and_long_forms_fit(string village, string region) => Assert.Equal((null, region), Find("370831", village: village));

    [Theory]
    [InlineData("泗河")]
    [InlineData("泗河街道")]
    [InlineData("泗河街道办事处")]
    [InlineData("泗河办事处")]
    [InlineData("泗水县泗河街办")]
    public void A_township_is_known_by_its_short_names(string town) => Assert.Equal((null, "370831001223"), Find("370831", town: town, village: "清真寺"));

    [Theory]
    [InlineData("汶上县", "", "")]
    [InlineData("没有县", "", "")]
    [InlineData("", "", "菏泽市曹县")]
    [InlineData("", "", "江苏省苏州市")]
    [InlineData("", "上海市浦东新区", "")]
    public void Places_elsewhere_are_outside_the_region(string county, string town, string village) =>
        Assert.Equal(("outside-region", null), Find("370831", county, town, village.Length == 0 ? "柳河峪" : village));

    [Fact]
    public void A_village_that_begins_like_another_province_is_a_village() =>
        Assert.NotEqual("outside-region", Find("370831", village: "河南尹庄").Code);

    [Fact]
    public void The_region_of_a_township_is_its_default_and_its_boundary()
    {
        Assert.Equal((null, "370831101204"), Find("370831101", village: "柳河峪"));
        Assert.Equal("outside-region", Find("370831101", town: "中册镇", village: "鹅湾").Code);
        Assert.Equal("town-unknown", Find("370831101", town: "月牙湖镇").Code);
    }

    [Fact]
    public void The_region_of_a_village_is_taken_when_none_is_given_and_bounds_those_given()
    {
        Assert.Equal((null, "370831101204"), Find("370831101204"));
        Assert.Equal((null, "370831101204"), Find("370831101204", village: "3组"));
        Assert.Equal(("outside-region", "370831101200"), Find("370831101204", village: "卞桥一村"));
    }

    [Fact]
    public void A_city_ledger_settles_its_county_by_column_address_or_township()
    {
        Assert.Equal((null, "370831101204"), Find("3708", county: "泗水县", town: "泉林镇", village: "柳河峪"));
        Assert.Equal((null, "370831101204"), Find("3708", county: "泗水", town: "泉林", village: "柳河峪"));
        Assert.Equal((null, "370831101204"), Find("3708", address: "泗水县泉林镇柳河峪村"));
        Assert.Equal((null, "370831101204"), Find("3708", town: "泉林镇", village: "柳河峪"));
        Assert.Equal("county-missing", Find("3708", village: "柳河峪").Code);
        Assert.Equal("outside-region", Find("3708", county: "曹县", town: "曹城街道", village: "柳河峪").Code);
    }

    [Fact]
    public void A_zone_stands_for_the_townships_that_it_manages()
    {
        var village = RegionTree.Standard.Children("370811002").First();
        Assert.Equal((null, village.Code), Find("370891", town: "许庄街道", village: village.Name));
        Assert.Equal((null, village.Code), Find("3708", county: "太白湖新区", town: "许庄街道", village: village.Name));
        Assert.Equal((null, village.Code), Find("370891", county: "任城区", town: "许庄街道", village: village.Name));
        Assert.Equal("outside-region", Find("370811", county: "太白湖新区", town: "许庄街道", village: village.Name).Code);
        Assert.NotEqual((null, village.Code), Find("370811", town: "许庄街道", village: village.Name));
    }

    [Fact]
    public void Two_townships_of_one_short_name_are_asked_about()
    {
        var tree = new RegionTree([.. OwnNode.Shipped, new OwnNode("370831801", "泉林乡", [])]);
        PlaceResult Find(string town) => new PlaceFit(tree, "370831").Find(new PlaceCells("", town, "柳河峪", ""));
        Assert.Equal("town-ambiguous", Find("泉林").Code);
        Assert.Equal("370831101204", Find("泉林镇").RegionCode);
    }

    [Fact]
    public void Welfare_homes_are_no_villages() => Assert.Equal("village-missing", Find("370831", village: "社会福利中心").Code);

    [Fact]
    public void Every_village_of_a_county_is_found_by_its_own_name_and_township()
    {
        var fit = new PlaceFit(RegionTree.Standard, "370831");
        foreach (var town in RegionTree.Standard.Townships("370831"))
            foreach (var village in RegionTree.Standard.Children(town.Code))
                Assert.Equal(village.Code, fit.Find(new PlaceCells("", town.Name, village.Name, "")).RegionCode);
    }
}
