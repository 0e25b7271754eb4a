using HuTong.Core;
using HuTong.Places;
using SpreadCheetah;
using SpreadCheetah.Worksheets;

namespace HuTong.Bench;

/// <summary>Ledgers of invented children: 25 columns, real villages, one seed. The same number always gives the same child.</summary>
internal static class Ledgers
{
    public const int Seed = 20260630;
    private const int Days = 5840;

    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石";
    private const string Given = "子梓浩宇欣怡雨涵佳琪俊杰思远晨曦若琳嘉懿诗瑶博文明轩语桐一诺可馨奕泽景然书瑜昊天安淇楚芸睿哲静姝逸飞雅涵宏毅";

    private static readonly string[] Headings =
    [
        "序号", "姓名", "性别", "身份证号", "出生日期", "民族", "县", "乡镇", "村", "组", "户籍性质", "就读学校", "年级", "类别", "健康状况", "父亲姓名", "父亲情况", "父亲务工地", "母亲姓名", "母亲情况",
        "监护人", "与儿童关系", "联系电话", "纳入时间", "备注",
    ];

    private static readonly string[] Kinds = ["留守儿童", "留守儿童", "留守儿童", "困境儿童", "流动儿童", "事实无人抚养儿童", "社会散居孤儿"];
    private static readonly string[] Circumstances = ["外出务工", "外出务工", "正常", "重残", "去世", "离异"];
    private static readonly string[] Relations = ["祖父", "祖母", "父亲", "母亲", "外祖母"];
    private static readonly string[] Grades = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级"];

    /// <summary>Writes a workbook of so many children, spread over the villages of a place.</summary>
    /// <param name="first">Number of the first child: other numbers are other children.</param>
    public static async Task Write(string file, string region, int first, int rows)
    {
        await using var stream = File.Create(file);
        await Write(stream, region, first, rows);
    }

    public static async Task Write(Stream stream, string region, int first, int rows)
    {
        var villages = RegionTree.Standard.Villages(region).Select(village => new Village(RegionTree.Standard.NameOf(village.Code[..6])!, RegionTree.Standard.NameOf(village.Code[..9])!, village.Name)).ToArray();
        await using var book = await Spreadsheet.CreateNewAsync(stream, new SpreadCheetahOptions { CompressionLevel = SpreadCheetahCompressionLevel.Optimal });
        await book.StartWorksheetAsync("台账", new WorksheetOptions());
        await book.AddRowAsync([.. Headings.Select(text => new DataCell(text))]);
        var cells = new DataCell[Headings.Length];
        for (var i = 0; i < rows; i++)
        {
            Fill(cells, first + i, i + 1, villages[(int)(Mix(first + i, 9) % (ulong)villages.Length)], region);
            await book.AddRowAsync(cells);
        }
        await book.FinishAsync();
    }

    /// <summary>The ID number of a child, for searching it.</summary>
    public static string IdOf(int number, string region)
    {
        var day = BirthOf(number);
        var text = $"{region[..6]}{day:yyyyMMdd}{number / Days % 1000:000}";
        return text + IdNumber.CheckDigit(text);
    }

    public static string NameOf(int number) => $"{Pick(Surnames, number, 1)}{Pick(Given, number, 2)}{Pick(Given, number, 3)}";

    public static string PhoneOf(int number) => $"1{30 + Mix(number, 4) % 10}{number % 100_000_000:00000000}";

    public static string GuardianOf(int number) => $"{Pick(Surnames, number, 1)}{Pick(Given, number, 16)}{Pick(Given, number, 17)}";

    private static void Fill(DataCell[] cells, int number, int line, Village village, string region)
    {
        string[] texts =
        [
            $"{line}", NameOf(number), IdOf(number, region)[16] % 2 == 1 ? "男" : "女", IdOf(number, region), BirthOf(number).ToString("yyyy-MM-dd"), "汉族", village.County, village.Town, village.Name, $"{Mix(number, 5) % 12 + 1}组",
            "农业户口", $"{village.Town}{"一二三四五六"[(int)(Mix(number, 6) % 6)]}小学", Grades[Mix(number, 7) % 9], Kinds[Mix(number, 8) % 7], Mix(number, 10) % 20 == 0 ? "重病" : "健康",
            $"{Pick(Surnames, number, 1)}{Pick(Given, number, 11)}", Circumstances[Mix(number, 12) % 6], "江苏省苏州市", $"{Pick(Surnames, number, 13)}{Pick(Given, number, 14)}", Circumstances[Mix(number, 15) % 3],
            GuardianOf(number), Relations[Mix(number, 18) % 5], PhoneOf(number), $"202{Mix(number, 19) % 6}-0{Mix(number, 20) % 9 + 1}-01", "",
        ];
        for (var i = 0; i < texts.Length; i++) cells[i] = new DataCell(texts[i]);
    }

    // Sixteen years of days, then the next sequence number: every ID number is another one, up to 5.8 million.
    private static DateOnly BirthOf(int number) => new DateOnly(2009, 1, 1).AddDays(number % Days);

    private static char Pick(string from, int number, int salt) => from[(int)(Mix(number, salt) % (ulong)from.Length)];

    /// <summary>SplitMix64 of the seed, the number and what is asked.</summary>
    private static ulong Mix(int number, int salt)
    {
        var z = unchecked((ulong)number * 0x9E3779B97F4A7C15 + (ulong)salt * 0xBF58476D1CE4E5B9 + Seed);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }

    private sealed record Village(string County, string Town, string Name);
}
