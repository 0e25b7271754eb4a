using System.Diagnostics;
using HuTong.Children.Find;

namespace HuTong.Children.Tests.Find;

/// <summary>REG-018: a child is found by pinyin and by initials.</summary>
public sealed class PinyinTests
{
    [Theory]
    [InlineData("张子轩", "zhangzixuan", "zzx")]
    [InlineData("单小明", "shanxiaoming", "sxm")]
    [InlineData("曾国", "zengguo", "zg")]
    [InlineData("仇英", "qiuying", "qy")]
    [InlineData("解晓东", "xiexiaodong", "xxd")]
    [InlineData("查小单", "zhaxiaodan", "zxd")]
    [InlineData("吕布", "lvbu", "lb")]
    [InlineData("欧阳锋", "ouyangfeng", "oyf")]
    [InlineData("尉迟恭", "yuchigong", "ycg")]
    [InlineData("单于", "shanyu", "sy")]
    [InlineData("长孙无忌", "zhangsunwuji", "zswj")]
    [InlineData("阿依古丽", "ayiguli", "aygl")]
    [InlineData("王㐂子", "wangzi", "wz")]
    [InlineData("李𬭎", "lihong", "lh")]
    [InlineData("Anna李", "annali", "al")]
    [InlineData("㐂", "", "")]
    [InlineData("", "", "")]
    public void A_name_is_read_as_names_are_read(string name, string full, string initials) =>
        Assert.Equal((full, initials), (Pinyin.Of(name).Full, Pinyin.Of(name).Initials));

    [Theory]
    [InlineData(" 张 子轩", "张子轩", "zhangzixuan zixuan xuan", "zzx")]
    [InlineData("阿依古丽・买买提", "阿依古丽买买提", "ayigulimaimaiti yigulimaimaiti gulimaimaiti limaimaiti maimaiti maiti ti", "ayglmmt")]
    [InlineData("Anna李", "ANNA李", "annali li", "al")]
    [InlineData("ａｎｎａ", "ANNA", "anna", "a")]
    public void Keys_leave_blanks_and_dots_out(string name, string normalised, string full, string initials) =>
        Assert.Equal(new NameKeys(normalised, full, initials), NameKeys.Of(name));

    [Fact]
    public void A_name_too_long_for_the_stack_is_read_all_the_same() =>
        Assert.Equal(1000, Pinyin.Of(new string('王', 1000)).Initials.Length);

    [Fact]
    public void The_keys_of_a_long_name_fit_an_index() =>
        Assert.True(NameKeys.Of(new string('张', 60)).Pinyin is { Length: <= 60 * 5 + Pinyin.LongestKeys } keys && !keys.Contains(' '));

    [Fact]
    public void A_hundred_thousand_names_take_less_than_a_tenth_of_a_second()
    {
        string[] names = ["张子轩", "欧阳锋", "单小明", "李文", "尉迟恭"];
        for (var warm = 0; warm < 50_000; warm++) Pinyin.Of(names[warm % names.Length]);
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var at = 0; at < 100_000; at++) Pinyin.Of(names[at % names.Length]);
            var took = Stopwatch.GetElapsedTime(start);
            if (took < best) best = took;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(100), $"{best.TotalMilliseconds} ms");
    }
}
