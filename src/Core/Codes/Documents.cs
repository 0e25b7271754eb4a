namespace HuTong.Core.Codes;

/// <summary>Papers kept with a file. Mark <c>S</c>: sensitive (medical, court). Source: codes.md 8.</summary>
public static class Documents
{
    public static readonly CodeTable All = CodeTable.Of("""
        id-card||身份证
        household-book||户口簿
        birth-certificate||出生医学证明
        photo||照片
        death-proof||死亡证明
        court-judgment||判决书|S
        missing-judgment||宣告失踪判决书|S
        prison-proof||服刑证明|S
        detox-decision||强制隔离戒毒决定书|S
        detention-notice||羁押通知|S
        police-search-receipt||失联父母查找回执
        personal-commitment||个人承诺
        neighbour-statement||邻里证明
        village-check||村居核查
        deport-proof||遣送材料|S
        disability-certificate||残疾人证|S
        diagnosis||诊断证明|S
        marriage-proof||婚姻证明
        divorce-proof||离婚证明
        adoption-certificate||收养登记证|S
        school-proof||在读证明
        bank-card||银行卡
        application-form||申请表
        authorisation||核对授权书
        care-agreement||委托照护协议（确认书）
        guardian-pledge||监护责任书
        visit-photo||走访照片
        assessment-report||评估报告|S
        plan||帮扶方案
        police-receipt||报警回执|S
        protection-order||人身安全保护令|S
        supervision-order||督促监护令|S
        family-education-order||家庭教育令|S
        handover-sheet||交接单
        roll-signed||发放名册签章
        training-proof||培训证明
        consent||知情同意
        rearing-agreement||孤儿养育协议
        child-welfare-card||儿童福利证
        kinship-statement||亲子关系证明
        assessment-notice||监护评估通知书|S
        other||其他
        """);

    public static bool IsSensitive(string document) => All.Find(document)?.Marks == "S";
}
