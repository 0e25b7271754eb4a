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

    public static readonly CodeTable TransferStates = CodeTable.Of("""
        proposed||待接收
        accepted||已接收
        completed||已完成
        refused||已拒收
        withdrawn||已撤回
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

    /// <summary>减员原因. The official number is the national system's (codes.md 14); marks are the papers of which one must be kept.</summary>
    public static readonly CodeTable Exits = CodeTable.Of("""
        adult|09|年满18岁
        study-finished|09|升学期满
        no-category|99|不再符合
        adopted||被收养
        moved-out|07|迁出管辖|handover-sheet household-book other
        moved-abroad|99|移居境外
        independent-living|05|独立生活
        birth-parents-found|04|找回生父母
        deceased|06|死亡|death-proof court-judgment
        duplicate|08|重复并入
        wrong-entry|08|误登
        """);

    public static bool ExitNeedsDocument(string reason) => DocumentsForExit(reason).Count > 0;

    /// <summary>Papers of which one must be kept; empty when none is asked.</summary>
    public static IReadOnlyList<string> DocumentsForExit(string reason) => Exits.Find(reason)?.Marks.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static readonly CodeTable Sources = CodeTable.Of("""
        form||填表
        import||导入
        visit||走访
        match||数据比对
        report||报告
        system||系统
        """);

    /// <summary>Roles of posts (security.md 2, codes.md 11); marks are the short names of security.md.</summary>
    public static readonly CodeTable Roles = CodeTable.Of("""
        village-director||儿童主任|VD
        township-supervisor||儿童督导员|TS
        county-officer||县级经办|CO
        county-reviewer||县级复核|CR
        city-officer||市级经办|CI
        province-officer||省级|PR
        protection-centre||未保中心|PC
        institution-staff||福利机构|IS
        school-contact||学校联系人|SC
        social-organisation||社会组织|SO
        finance-payer||县财政|FP
        auditor||审计|AU
        system-admin||系统管理员|SA
        security-admin||安全管理员|SE
        audit-admin||审计管理员|AA
        """);

    public static readonly CodeTable PostKinds = CodeTable.Of("""
        responsible||责任
        acting||代理
        assistant||协助
        """);
}
