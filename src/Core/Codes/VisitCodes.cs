namespace HuTong.Core.Codes;

/// <summary>Codes of visits (codes.md 7) and of needs and measures (codes.md 9).</summary>
public static class VisitCodes
{
    /// <summary>Marks: `p` in person, `r` in person for a child who lives there, `c` a contact only.</summary>
    public static readonly CodeTable Kinds = CodeTable.Of("""
        home||入户|p
        institution||到机构|r
        school||到校|r
        phone||电话|c
        video||视频|c
        message||信息|c
        """);

    public static readonly CodeTable Reasons = CodeTable.Of("""
        routine||定期走访
        key-check||重点核查
        first||首次走访
        after-report||报告后走访
        return||退回复访
        exit-check||退出核实
        festival||节日慰问
        holiday-safety||假期安全
        """);

    public static readonly CodeTable Results = CodeTable.Of("""
        met-child||见到孩子本人
        met-carer-only||只见到照护人
        not-found||家里没人
        refused||不让见
        """);

    public static readonly CodeTable PersonsAsked = CodeTable.Of("""
        father||父亲
        mother||母亲
        grandparent||祖父母、外祖父母
        other-relative||其他亲属
        entrusted-carer||受托照护人
        neighbour||邻居
        teacher||教师
        village-officer||村干部
        other||其他
        """);

    /// <summary>What is asked and looked at in every visit (R-079, VIS-003).</summary>
    public static readonly CodeTable Checks = CodeTable.Of("""
        living||生活
        health||身体
        school||就学
        carer||照护人
        safety||安全
        mood||情绪和行为
        """);

    /// <summary>Official column empty; marks are the level b, c or d. Level d is reported at once (R-096…R-098).</summary>
    public static readonly CodeTable Findings = CodeTable.Of("""
        economic-hardship||家里经济困难|b
        carer-weak||照护人能力弱|b
        little-contact||和父母联系少|b
        study-trouble||学习有困难|b
        health-untreated||有病没有治|b
        home-hazard||家里有安全隐患|b
        papers-missing||证件不全|b
        phone-overuse||沉迷网络手机|b
        out-of-school||失学辍学|c
        unregistered||没有户籍|c
        neglect||疏于照管|c
        mood-trouble||心理异常|c
        bullying||受欺凌|c
        misconduct||不良行为|c
        child-labour||童工|c
        water-road-risk||溺水、交通风险|c
        agreement-missing||没有委托照护|c
        carer-changed||换了照护人|c
        unattended-under-8||不满 8 岁无人看护|d
        living-alone-under-16||不满 16 岁独自生活|d
        private-parts-injury||隐私部位受伤|d
        girl-under-14||不满 14 岁女孩遭侵害或怀孕|d
        girl-14-plus-harm||14 岁以上女孩疑似遭侵害|d
        injury-or-malnutrition||多处受伤、严重营养不良|d
        unnatural-injury-or-death||非正常受伤或死亡|d
        abandoned-or-uncared||被遗弃、长期无人照料|d
        origin-unknown-or-missing||来历不明、失踪|d
        organised-begging||被组织乞讨|d
        other-serious-or-danger||其他严重情形|d
        carer-lost-ability||监护人丧失能力|d
        guardian-refuses||不履行监护职责|d
        violence-suspected||疑似家庭暴力|d
        self-harm||自伤自杀|d
        """);

    /// <summary>The red button told no more than that there is danger.</summary>
    public const string DangerSaid = "danger-said";

    /// <summary>The mark of a finding that asks for more visits while it is open (R-073: mind or behaviour unusual, poor guardianship, out of school, no 户籍).</summary>
    public static readonly IReadOnlyList<string> FindingsOfMind = ["mood-trouble", "misconduct", "bullying", "neglect", "out-of-school", "unregistered"];

    public static readonly CodeTable Excuses = CodeTable.Of("""
        hospital||住院治疗
        travelling||随父母外出
        disaster||灾害、疫情
        """);

    /// <summary>Measures a visitor may suggest (codes.md 9).</summary>
    public static readonly CodeTable Measures = CodeTable.Of("""
        apply-allowance||申请补贴
        social-assistance||社会救助
        temporary-relief||临时救助
        medical-aid||医疗救助
        rehab-aid||康复救助
        study-aid||助学
        home-upgrade||小屋改造
        pairing||结对帮扶
        counselling||心理疏导
        tutoring||课后辅导
        school-return||劝返复学
        guardian-coaching||监护指导
        carer-change||更换照护人
        agreement-sign||签订委托照护
        hukou-help||落户
        hazard-fix||隐患整改
        goods||物资
        visit-more||加密走访
        """);

    /// <summary>b, c, d; a for a code that is none.</summary>
    public static string LevelOf(string? finding) => finding == DangerSaid ? "d" : Findings.Find(finding)?.Marks ?? "a";

    public static string FindingWords(string finding) => finding == DangerSaid ? "孩子有危险" : Findings.Words(finding);

    public static bool IsInPerson(string kind) => Kinds.Find(kind)?.Marks is "p" or "r";

    public static bool IsContact(string kind) => Kinds.Find(kind)?.Marks == "c";
}
