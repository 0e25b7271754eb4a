namespace HuTong.Places.Tests;

/// <summary>import.md 7.5.</summary>
public sealed class VillageNameTests
{
    [Theory]
    [InlineData("清真寺村村民委员会", "清真寺")]
    [InlineData("樊村", "樊村")]
    [InlineData("樊村村民委员会", "樊村")]
    [InlineData("刘村村委会", "刘村")]
    [InlineData("郭村委会", "郭村")]
    [InlineData("卞桥一村村民委员会", "卞桥一")]
    [InlineData("卞桥一村", "卞桥一")]
    [InlineData("北工社区", "北工")]
    [InlineData("北工村", "北工")]
    [InlineData("阜桥社区居民委员会", "阜桥")]
    [InlineData("阜桥居委会", "阜桥")]
    [InlineData("大庄村会员会", "大庄村会员会")]
    [InlineData("大庄村民会员会", "大庄")]
    [InlineData("大庄村委委员会", "大庄")]
    [InlineData("王家村村村委会", "王家")]
    public void A_base_key_is_the_name_without_its_endings(string name, string key) => Assert.Equal(key, VillageName.BaseKey(name));

    [Theory]
    [InlineData("北工社区", StatedKind.Community)]
    [InlineData("北工社区居委会", StatedKind.Community)]
    [InlineData("北工居民委员会", StatedKind.Community)]
    [InlineData("北工村", StatedKind.Village)]
    [InlineData("北工村民委员会", StatedKind.Village)]
    [InlineData("北工村委会", StatedKind.Village)]
    [InlineData("北工", StatedKind.None)]
    public void A_name_states_its_kind_by_its_ending(string name, StatedKind kind) => Assert.Equal(kind, VillageName.StatedKind(name));

    [Theory]
    [InlineData("卞桥1村", "卞桥一村")]
    [InlineData("卞桥１０村", "卞桥十村")]
    [InlineData("卞桥11村", "卞桥11村")]
    [InlineData(" 卞桥 一村 第3村民小组", "卞桥一村")]
    [InlineData("卞桥一村2组12号", "卞桥一村")]
    [InlineData("卞桥一村三队", "卞桥一村")]
    [InlineData("卞桥一村十二号", "卞桥一村")]
    [InlineData("第二村民小组", "")]
    [InlineData("卞桥一村", "卞桥一村")]
    public void A_typed_village_loses_blanks_group_and_house_number(string typed, string village) =>
        Assert.Equal(village, VillageName.Normalise(typed));

    [Theory]
    [InlineData("卞桥一村村民委员会", "卞桥一村")]
    [InlineData("潘坡村民委员会", "潘坡村")]
    [InlineData("阜桥社区居委会", "阜桥社区")]
    [InlineData("阜桥居委会", "阜桥社区")]
    [InlineData("刘村", "刘村")]
    public void A_short_name_is_what_people_write(string name, string said) => Assert.Equal(said, VillageName.Short(name));
}
