namespace HuTong.Core.Codes;

/// <summary>Codes about a person (codes.md 2).</summary>
public static class PersonCodes
{
    public static readonly CodeTable Sex = CodeTable.Of("""
        male|1|男
        female|2|女
        unknown|0|未知
        not-stated|9|未说明
        """);

    public static readonly CodeTable IdKinds = CodeTable.Of("""
        resident-id||居民身份证
        hmt-residence||港澳台居民居住证
        foreign-permit||外国人永久居留证
        birth-cert||出生医学证明
        passport||护照
        none||还没有证件号
        """);

    public static readonly CodeTable HukouKinds = CodeTable.Of("""
        rural||农业
        urban||非农
        unified||居民户口
        collective||集体户
        none||无户口
        """, asksPeople: true);

    public static readonly CodeTable Health = CodeTable.Of("""
        healthy|10|健康
        weak||一般或较弱
        seriously-ill|22|重病
        chronic|30|慢性病
        disabled|60|残疾
        other|80|其他
        """, asksPeople: true);

    public static readonly CodeTable DisabilityKinds = CodeTable.Of("""
        sight|1|视力
        hearing|2|听力
        speech|3|言语
        physical|4|肢体
        intellectual|5|智力
        mental|6|精神
        multiple|7|多重
        """, asksPeople: true);

    public static readonly CodeTable DisabilityGrades = CodeTable.Of("""
        grade-1|1|一级
        grade-2|2|二级
        grade-3|3|三级
        grade-4|4|四级
        """, asksPeople: true);

    /// <summary>GB/T 3304-1991; shown with 族.</summary>
    public static readonly CodeTable Ethnicity = CodeTable.Of(string.Join('\n', EthnicGroups.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Ethnic)) + "\nother|97|其他\nforeign-origin|98|外国血统中国籍\nnot-stated|99|未说明", asksPeople: true);

    private const string EthnicGroups = """
        han|01|汉 mongol|02|蒙古 hui|03|回 zang|04|藏 uygur|05|维吾尔 miao|06|苗 yi|07|彝 zhuang|08|壮 buyei|09|布依 chosen|10|朝鲜 man|11|满 dong|12|侗 yao|13|瑶 bai|14|白
        tujia|15|土家 hani|16|哈尼 kazak|17|哈萨克 dai|18|傣 li|19|黎 lisu|20|傈僳 va|21|佤 she|22|畲 gaoshan|23|高山 lahu|24|拉祜 sui|25|水 dongxiang|26|东乡 naxi|27|纳西 jingpo|28|景颇
        kirgiz|29|柯尔克孜 tu|30|土 daur|31|达斡尔 mulao|32|仫佬 qiang|33|羌 blang|34|布朗 salar|35|撒拉 maonan|36|毛南 gelao|37|仡佬 xibe|38|锡伯 achang|39|阿昌 pumi|40|普米 tajik|41|塔吉克 nu|42|怒
        uzbek|43|乌孜别克 russ|44|俄罗斯 ewenki|45|鄂温克 deang|46|德昂 bonan|47|保安 yugur|48|裕固 gin|49|京 tatar|50|塔塔尔 derung|51|独龙 oroqen|52|鄂伦春 hezhen|53|赫哲 monba|54|门巴 lhoba|55|珞巴 jino|56|基诺
        """;

    private static string Ethnic(string line) => line.Trim() + "族";

    /// <summary>GB/T 4761-2008: X is the child's …</summary>
    public static readonly CodeTable Relations = CodeTable.Of("""
        father|51|父亲
        mother|52|母亲
        grandfather|61|爷爷
        grandmother|62|奶奶
        maternal-grandfather|63|外公
        maternal-grandmother|64|外婆
        grandparent|60|祖父母或外祖父母
        great-grandfather|66|曾祖父
        great-grandmother|67|曾祖母
        paternal-uncle-elder|81|伯父
        paternal-aunt-elder|82|伯母
        paternal-uncle|83|叔父
        paternal-aunt-in-law|84|婶母
        paternal-aunt|90|姑姑
        paternal-aunt-husband|89|姑父
        maternal-uncle|85|舅舅
        maternal-aunt-in-law|86|舅母
        maternal-aunt|88|姨
        maternal-aunt-husband|87|姨父
        elder-brother|71|哥哥
        elder-sister|75|姐姐
        sister-in-law-elder|72|嫂子
        brother-in-law-elder|76|姐夫
        younger-brother|73|弟弟
        younger-sister|77|妹妹
        sibling|70|兄弟姐妹
        other-sibling|79|其他兄弟姐妹
        cousin-paternal|91|堂兄弟姐妹
        cousin-maternal|92|表兄弟姐妹
        parent|50|父母
        step-or-adoptive-father|57|继父或养父
        step-or-adoptive-mother|58|继母或养母
        stepfather|57|继父
        adoptive-father|57|养父
        stepmother|58|继母
        adoptive-mother|58|养母
        other-parent|59|其他父母关系
        other-grandparent|69|其他祖辈
        self|01|本人
        head|02|户主
        spouse|10|配偶
        son|20|儿子
        daughter|30|女儿
        other-relative|97|其他亲属
        non-relative|99|非亲属
        foster-carer||寄养照料人
        civil-affairs||民政部门
        village-committee||村（居）委会
        """, asksPeople: true);
}
