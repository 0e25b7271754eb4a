using HuTong.Core;
using HuTong.Data.Demo;

namespace HuTong.Children.Demo;

/// <summary>A grown-up of the demo city.</summary>
internal sealed record GrownUp(string Name, string Relation, string IdNumber, string Phone, string? WorkPlace = null);

/// <summary>Parents and the one who looks after the children; null who was never named.</summary>
internal sealed record HomeStory(GrownUp? Father, GrownUp? Mother, GrownUp? Carer, string Address);

/// <summary>Names, numbers and phones of people who do not exist: numbers begin with 370899, which is no division, phones with 1540000 (demo.md 4).</summary>
internal sealed class InventedPeople(DemoRandom random, int county)
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private const string Boys = "梓轩浩宇子豪博文俊熙天佑一鸣雨泽皓铭辰逸奕星阳宸睿思远恒承志明哲伟祺家乐瑞霖旭东晨曦楷鑫磊懿诚昊霆凯航启润卓越景行振翔修杰煜城立诺言翰墨云帆海涛少华鸿飞安邦靖尧信然硕朋正勋广源世昌仕维栋森柏松岩岳峰峻川洋沐可为知庭骏驰腾乔均程宁丰健康彦彬彤捷敬斌昂昭暄朗朔毅洲淇清";
    private const string Girls = "梓涵欣怡诗琪雨桐慧思彤语嫣若曦一诺可馨梦瑶子萱心悦雅静婉清晓雯艺文美琳妍紫玥依然雪芷采薇舒窈宁月茹云沐晴锦书念慈楚安岚卉芳菲菀柔蕊莹洁露瑾瑜珂珺璇琦璐珊珍蓓蕾蔓莉荷莲兰梅竹菊桂枝秋冬夏春晗昕曼妮娅娴婷媛秀巧倩颖彩凤玲珑敏丽乐亦冉希汐苒茜荔";
    private const string Men = "建国志强德福广才永祥庆生茂林宝山长河传军学文兆民继武成友洪亮玉柱连喜占元怀忠守信绪东衍乾昭凡兴存礼治厚运来";
    private const string Women = "桂英秀兰玉珍凤霞淑芹翠花素梅爱莲月娥春香巧云红菊金枝银环瑞芬广庆芝美荣存衍昭娟兴传芳茂";

    // Names of known persons that the lists could spell.
    private static readonly HashSet<string> Known = [.. ("刘翔 孙杨 林丹 马龙 丁宁 马琳 王皓 王浩 杨洋 李晨 李冰 邓超 黄晓明 王凯 王源 李强 李希 韩正 王毅 陈云 陈毅 贺龙 朱德 高峰 文峰 王楠 张宁 陈梦 王文 李可 李敏 白露 周洁 江海 江涛 何洁 谢文 周迅 宋佳 马丽 "
        + "贾玲 沈腾 张杰 谢娜 李静 王静 周涛 朱军 毛宁 张琳 吴敏 吴越 唐嫣 陆毅 范伟 郭涛 雷军 李宁 汪峰 田亮 刘璇 王军霞 李雪 范志毅 张国立 刘德华 王建国 张志强 石云 万茜 孟美 陈思 李建国 刘建军").Split(' ')];

    private static readonly string[] Away = ["江苏苏州", "江苏昆山", "浙江宁波", "浙江义乌", "上海松江", "山东青岛", "山东济南", "山东威海", "北京通州", "天津滨海", "广东东莞", "河北廊坊"];

    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);

    public static bool IsKnown(string name) => Known.Contains(name);

    public string Surname() => Surnames[Math.Min(random.Below(Surnames.Length), random.Below(Surnames.Length + 30))].ToString();

    public string ChildName(string surname, Sex sex) => Named(surname, sex == Sex.Male ? Boys : Girls, 15);

    /// <summary>370899, birth, sequence, check digit; each county has 64 sequences of its own, above those of the sample ledgers.</summary>
    public string IdNumber(DateOnly born, Sex sex)
    {
        for (; ; )
        {
            var sequence = 100 + county * 64 + random.Below(32) * 2 + (sex == Sex.Male ? 1 : 0);
            var first = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"370899{born:yyyyMMdd}{sequence:000}");
            var number = first + Core.IdNumber.CheckDigit(first);
            if (numbers.Add(number)) return number;
        }
    }

    public string Phone() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1540000{random.Below(10000):0000}");

    public string Address() => $"{random.Between(1, 9)}组{random.Between(1, 120)}号";

    public string Ethnicity() => random.Below(1000) switch { < 985 => "han", < 997 => "hui", _ => "man" };

    public GrownUp Parent(bool isFather, string surname, DateOnly eldest, bool isAway)
    {
        var born = random.Day(eldest.AddYears(-33), eldest.AddYears(-21));
        return new(Named(surname, isFather ? Men : Women, 20), isFather ? "father" : "mother", IdNumber(born, isFather ? Sex.Male : Sex.Female), Phone(), isAway ? random.Pick(Away) : null);
    }

    public GrownUp Carer(string relation, string surname, DateOnly eldest)
    {
        var isMan = relation is "grandfather" or "maternal-grandfather" or "paternal-uncle-elder" or "paternal-uncle" or "maternal-uncle";
        var isOld = relation.Contains("grand", StringComparison.Ordinal);
        var born = isOld ? random.Day(eldest.AddYears(-60), eldest.AddYears(-44)) : random.Day(eldest.AddYears(-40), eldest.AddYears(-24));
        return new(Named(surname, isMan ? Men : Women, 20), relation, IdNumber(born, isMan ? Sex.Male : Sex.Female), Phone());
    }

    private string Named(string surname, string list, int shortPercent)
    {
        for (; ; )
        {
            var first = list[random.Below(list.Length)].ToString();
            var name = surname + (random.Chance(shortPercent) ? first : first + list[random.Below(list.Length)]);
            if (!Known.Contains(name) && name.Distinct().Count() == name.Length) return name;
        }
    }
}
