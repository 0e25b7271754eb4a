namespace HuTong.Core.Codes;

/// <summary>Codes of schooling, living and guardianship (codes.md 3, 4, 7).</summary>
public static class LivingCodes
{
    public static readonly CodeTable SchoolStages = CodeTable.Of("""
        not-enrolled-young||未到入学年龄
        not-in-kindergarten||未入园
        kindergarten||幼儿园
        primary||小学
        junior||初中
        senior||普通高中
        vocational||中等职业学校
        junior-college||大专
        university||本科
        special-school||特殊教育学校
        home-teaching||送教上门
        work-study||专门学校
        left-school||离校未升学
        """, asksPeople: true);

    public static readonly CodeTable SchoolStatus = CodeTable.Of("""
        attending||在读
        deferred||缓学
        suspended||休学
        absent||未到校
        dropped-out||辍学
        not-at-school||不在学
        returned||复学
        finished||毕业
        """, asksPeople: true);

    /// <summary>Mark `!`: reported at once (民发〔2019〕34号 附件3, R-097).</summary>
    public static readonly CodeTable LivesWith = CodeTable.Of("""
        both-parents||父母
        father||父亲
        mother||母亲
        paternal-grandparents||祖父母
        maternal-grandparents||外祖父母
        other-relative||其他亲属
        adult-sibling||成年兄姐
        foster-family||家庭寄养
        entrusted-carer||其他受托照护人
        institution||机构
        school-boarding||学校寄宿
        alone||独居|!
        minor-siblings||仅与未成年人同住|!
        """, asksPeople: true);

    public static readonly CodeTable Economy = CodeTable.Of("""
        minimum-living||低保
        destitute||特困
        low-income-edge||低保边缘
        poverty-monitor||防返贫监测
        ordinary||一般
        """, asksPeople: true);

    public static readonly CodeTable Housing = CodeTable.Of("""
        own||自有
        rented||租住
        lent||借住
        dangerous||危房
        institution||机构
        """, asksPeople: true);

    /// <summary>Several may hold (forms.md 1).</summary>
    public static readonly CodeTable IncomeSources = CodeTable.Of("""
        wage-work||打工
        farming||种养殖
        government-aid||政府救助
        relatives-help||亲朋接济
        other||其他
        """, asksPeople: true);

    /// <summary>Adoption origin is sealed: its open answer is `parents` (codes.md 4).</summary>
    public static readonly CodeTable RearingTypes = CodeTable.Of("""
        parents||父母
        grandparents||（外）祖父母
        other-relative||其他亲属
        """, asksPeople: true);

    public static readonly CodeTable HasCarer = CodeTable.Of("""
        has-carer||有委托照料人
        no-carer||无委托照料人
        """, asksPeople: true);

    /// <summary>Shandong has both: the stage of grade 6 follows the system.</summary>
    public static readonly CodeTable SchoolSystems = CodeTable.Of("""
        six-three||六三制
        five-four||五四制
        """, asksPeople: true);

    public static readonly CodeTable CarerAbility = CodeTable.Of("""
        able||有能力
        weak||能力弱
        unable||无能力
        unfit||不宜
        not-assessed||未评估
        """);

    public static readonly CodeTable CareReasons = CodeTable.Of("""
        both-away||双方外出
        one-away-other-unable||一方外出另一方无能力
        both-unable||双方均无能力
        """, asksPeople: true);

    public static readonly CodeTable GuardianshipGrades = CodeTable.Of("""
        good||较好
        fair||一般
        poor||差
        not-collected||未采集
        """);

    public static readonly CodeTable GuardianBasis = CodeTable.Of("""
        parent||父母
        grandparent||祖父母、外祖父母
        adult-sibling||成年兄姐
        other-agreed||其他愿意的人
        testament||遗嘱指定
        court-appointed||法院指定
        committee-appointed||村居或民政指定
        civil-affairs-long||民政长期监护
        civil-affairs-temporary||民政临时监护
        """, asksPeople: true);

    /// <summary>Circumstances of a parent; marks: F* the parent is gone, F unable, both by the de-facto rule (codes.md 4.1, R-011).</summary>
    public static readonly CodeTable ParentCircumstances = CodeTable.Of("""
        at-home||在家正常
        working-away||外出务工
        deceased||死亡|F*
        declared-missing||宣告失踪|F*
        out-of-contact||失联|F
        imprisoned||服刑在押|F
        compulsory-detox||强制隔离戒毒|F
        detained-otherwise||被限制人身自由|F
        severely-disabled||重残|F
        seriously-ill||重病|F
        guardianship-revoked||被撤销监护资格|F
        deported||被遣送（驱逐）出境|F
        no-guardian-ability||无监护能力
        divorced||离异
        remarried||再婚
        separated||分居
        never-known||身份不明
        minor-parent||未成年
        abroad||在境外
        addicted||成瘾
        community-correction||社区矫正
        vagrant||流浪
        """, asksPeople: true);

    public static readonly CodeTable RiskLevels = CodeTable.Of("""
        low||低
        medium||中
        high||高
        urgent||紧急
        """);

    public static bool MustBeReportedAtOnce(string livesWith) => LivesWith.Find(livesWith)?.Marks == "!";
}
