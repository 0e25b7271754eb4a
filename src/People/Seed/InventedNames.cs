namespace HuTong.People.Seed;

/// <summary>Names for workers who do not exist, the same for the same account.</summary>
internal static class InventedNames
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    private const string First = "建秀玉志桂立文春海国凤永庆兰明新宝金月红光树素广云振淑学桐瑞";
    private const string Second = "芳军华英梅平珍霞民荣林玲强香勇芹峰娟莲生静山兰利萍杰燕波慧成";

    public static string For(string username)
    {
        var hash = 14695981039346656037UL;   // FNV-1a, so that the name does not depend on the run
        foreach (var letter in username) hash = unchecked((hash ^ letter) * 1099511628211UL);
        return $"{Pick(Surnames, hash)}{Pick(First, hash >> 20)}{Pick(Second, hash >> 40)}";
    }

    private static char Pick(string from, ulong hash) => from[(int)(hash % (ulong)from.Length)];
}
