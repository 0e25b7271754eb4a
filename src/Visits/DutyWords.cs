using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Ui.Words;

namespace HuTong.Visits;

/// <summary>Duties in words.</summary>
public static class DutyWords
{
    /// <summary>首次走访, 5月没走访到, 退回重访, 每周一次.</summary>
    public static string Why(VisitDuty duty, DateOnly today) => duty.Kind switch
    {
        DutyKinds.First => "新建档，首次走访",
        DutyKinds.Retry => $"{Show.Short(duty.From, today)}没见到孩子",
        DutyKinds.Revisit => "记录退回，重访",
        DutyKinds.Weekly => "情况紧急，每周一次",
        DutyKinds.Quarterly => "每季度一次",
        _ when duty.State == DutyStates.Missed || duty.Due < today => $"{Month.Of(duty.Due).Number}月没走访到",
        _ when duty.Ordinal > 1 => "本月第二次",
        _ => "",
    };

    /// <summary>2026年6月, 第 2 次; 6月15日–6月21日这一周.</summary>
    public static string Period(VisitDuty duty, DateOnly today) => duty.Kind switch
    {
        DutyKinds.Monthly => $"{Month.Of(duty.Due).InWords}{(duty.Ordinal > 1 ? $"，第 {duty.Ordinal} 次" : "")}",
        DutyKinds.Quarterly => Show.Quarter(duty.Due),
        DutyKinds.Weekly => $"{Show.Short(duty.From, today)}–{Show.Short(duty.Due, today)}这一周",
        DutyKinds.First => "首次走访",
        DutyKinds.Retry => "没见到，再去",
        _ => "退回，重访",
    };

    public static string State(VisitDuty duty, DateOnly today) => duty.State switch
    {
        DutyStates.Done => "完成",
        DutyStates.Excused => $"免访（{VisitCodes.Excuses.Words(duty.ExcusedFor)}）",
        DutyStates.Missed => duty.ExcuseAskedBy is null ? "漏访" : "漏访（免访没有审核就关账了）",
        _ when duty.ExcuseAskedBy is not null => "免访等审核",
        _ => Show.Due(duty.Due, today),
    };
}
