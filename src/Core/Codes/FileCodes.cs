namespace HuTong.Core.Codes;

/// <summary>Codes of a file's life, of posts and of imports (codes.md 5, 6, 11; states.md 1, 2).</summary>
public static class FileCodes
{
    public static readonly CodeTable States = CodeTable.Of("""
        lead||线索
        to-verify||待核实
        registered||在册
        exit-review||退出审核
        left||已退出
        merged||已并入
        dismissed||未入册
        """);

    public static readonly CodeTable TermStates = CodeTable.Of("""
        proposed||待确认
        active||有效
        ended||已结束
        refused||未同意
        voided||误登
        """);

    public static readonly CodeTable TermEnds = CodeTable.Of("""
        age-limit||到龄
        parent-returned||父母返乡
        moved-with-parent||随父母外出
        circumstance-ended||情形消失
        income-improved||收入改善
        recovered||康复
        adopted||被收养
        guardian-found||监护人找到
        placed-institution||进入机构
        left-institution||离开机构
        superseded||转类
        wrong-entry||误登
        """);

    /// <summary>Reasons to leave the register; deceased and moved-out need a document.</summary>
    public static readonly CodeTable Exits = CodeTable.Of("""
        adult||年满18岁
        study-finished||升学期满
        no-category||不再符合
        adopted||被收养
        moved-out||迁出管辖
        moved-abroad||移居境外
        independent-living||独立生活
        birth-parents-found||找回生父母
        deceased||死亡
        duplicate||重复并入
        wrong-entry||误登
        """);

    public static bool ExitNeedsDocument(string reason) => reason is "deceased" or "moved-out";

    public static readonly CodeTable Sources = CodeTable.Of("""
        form||填表
        import||导入
        visit||走访
        match||数据比对
        report||报告
        system||系统
        """);

    /// <summary>Roles of posts (security.md 2, codes.md 11).</summary>
    public static readonly CodeTable Roles = CodeTable.Of("""
        village-director||儿童主任
        township-supervisor||儿童督导员
        county-officer||县级经办
        county-reviewer||县级复核
        city-officer||市级经办
        province-officer||省级
        protection-centre||未保中心
        institution-staff||福利机构
        school-contact||学校联系人
        social-organisation||社会组织
        finance-payer||县财政
        auditor||审计
        system-admin||系统管理员
        security-admin||安全管理员
        audit-admin||审计管理员
        """);

    public static readonly CodeTable PostKinds = CodeTable.Of("""
        responsible||责任
        acting||代理
        assistant||协助
        """);
}
