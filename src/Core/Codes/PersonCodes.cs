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

    /// <summary>Where a child is registered, as the national screens ask it (F §4).</summary>
    public static readonly CodeTable HukouPlaces = CodeTable.Of("""
        local||本辖区
        elsewhere||外省市
        welfare-home||福利院集体户
        none||无户口
        """, asksPeople: true);

    /// <summary>GB/T 2261.2.</summary>
    public static readonly CodeTable Marital = CodeTable.Of("""
        single|10|未婚
        married|20|已婚
        first-married|21|初婚
        remarried|22|再婚
        restored|23|复婚
        widowed|30|丧偶
        divorced|40|离婚
        not-stated|90|未说明
        """, asksPeople: true);

    /// <summary>Education of adults, GB/T 4658; 文盲半文盲 is exported as 90.</summary>
    public static readonly CodeTable Education = CodeTable.Of("""
        postgraduate|10|研究生
        doctor|11|博士毕业
        master|14|硕士毕业
        bachelor|21|大学本科毕业
        college|31|大学专科毕业
        secondary-vocational|40|中等职业
        secondary-special|41|中专毕业
        vocational-high|44|职高毕业
        technical-school|47|技工学校毕业
        senior-high|61|普通高中毕业
        junior-high|71|初中毕业
        junior-high-left|73|初中肄业
        primary|81|小学毕业
        primary-left|83|小学肄业
        other|90|其他
        illiterate|90|文盲半文盲
        """, asksPeople: true);

    /// <summary>How a director or a township supervisor is employed, as the real-name register asks it (WRK-001).</summary>
    public static readonly CodeTable Employments = CodeTable.Of("""
        full-time|1|专职
        part-time|2|兼职
        """);

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

    /// <summary>GB/T 3304-1991; marks are the letters of the standard.</summary>
    public static readonly CodeTable Ethnicity = CodeTable.Of("""
        han|01|汉族|HA
        mongol|02|蒙古族|MG
        hui|03|回族|HU
        zang|04|藏族|ZA
        uygur|05|维吾尔族|UG
        miao|06|苗族|MH
        yi|07|彝族|YI
        zhuang|08|壮族|ZH
        buyei|09|布依族|BY
        chosen|10|朝鲜族|CS
        man|11|满族|MA
        dong|12|侗族|DO
        yao|13|瑶族|YA
        bai|14|白族|BA
        tujia|15|土家族|TJ
        hani|16|哈尼族|HN
        kazak|17|哈萨克族|KZ
        dai|18|傣族|DA
        li|19|黎族|LI
        lisu|20|傈僳族|LS
        va|21|佤族|VA
        she|22|畲族|SH
        gaoshan|23|高山族|GS
        lahu|24|拉祜族|LH
        sui|25|水族|SU
        dongxiang|26|东乡族|DX
        naxi|27|纳西族|NX
        jingpo|28|景颇族|JP
        kirgiz|29|柯尔克孜族|KG
        tu|30|土族|TU
        daur|31|达斡尔族|DU
        mulao|32|仫佬族|ML
        qiang|33|羌族|QI
        blang|34|布朗族|BL
        salar|35|撒拉族|SL
        maonan|36|毛南族|MN
        gelao|37|仡佬族|GL
        xibe|38|锡伯族|XB
        achang|39|阿昌族|AC
        pumi|40|普米族|PM
        tajik|41|塔吉克族|TA
        nu|42|怒族|NU
        uzbek|43|乌孜别克族|UZ
        russ|44|俄罗斯族|RS
        ewenki|45|鄂温克族|EW
        deang|46|德昂族|DE
        bonan|47|保安族|BN
        yugur|48|裕固族|YG
        gin|49|京族|GI
        tatar|50|塔塔尔族|TT
        derung|51|独龙族|DR
        oroqen|52|鄂伦春族|OR
        hezhen|53|赫哲族|HZ
        monba|54|门巴族|MB
        lhoba|55|珞巴族|LB
        jino|56|基诺族|JN
        other|97|其他
        foreign-origin|98|外国血统中国籍人士
        not-stated|99|未说明
        """, asksPeople: true);

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

    public static string CodeOf(Sex sex) => sex switch
    {
        Core.Sex.Male => "male",
        Core.Sex.Female => "female",
        Core.Sex.Unspecified => "not-stated",
        _ => "unknown",
    };

    public static Sex SexOf(string? code) => code switch
    {
        "male" => Core.Sex.Male,
        "female" => Core.Sex.Female,
        "not-stated" => Core.Sex.Unspecified,
        _ => Core.Sex.Unknown,
    };
}
