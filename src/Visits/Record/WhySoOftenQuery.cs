using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>How often this child is to be seen, and why, from its file by the rule itself (VIS-002).</summary>
public sealed class WhySoOftenQuery(HuTongDb db, VisitSettingsQuery settings, ChinaClock clock)
{
    public async Task<(OwedVisits Owed, VisitSettings Rules)> Run(Child child, CancellationToken cancel = default)
    {
        var (today, id) = (clock.Today, child.Id);
        var rules = (await settings.Of(child.Region, today, cancel)).Visits;
        var categories = await db.Set<CategoryTerm>().AsNoTracking().Where(term => term.ChildId == id && (term.State == TermStates.Active || term.State == TermStates.Ended)).Select(term => new CategorySpan(term.Code, term.From, term.To)).ToListAsync(cancel);
        var risks = await db.Set<RiskLevel>().AsNoTracking().Where(term => term.ChildId == id && (term.Level == "high" || term.Level == "urgent")).ToListAsync(cancel);
        List<MarkSpan> marks = [.. risks.Select(term => new MarkSpan(VisitMarks.Risk, term.From, term.To))];
        marks.AddRange((await db.Set<ParentCircumstance>().AsNoTracking().Where(term => term.ChildId == id && (term.Code == Circumstances.SeverelyDisabled || term.Code == Circumstances.SeriouslyIll)).ToListAsync(cancel)).Select(term => new MarkSpan(term.Code == Circumstances.SeriouslyIll ? VisitMarks.ParentIll : VisitMarks.ParentDisabled, term.From, term.To)));
        marks.AddRange((await db.Set<Disability>().AsNoTracking().Where(term => term.ChildId == id).ToListAsync(cancel)).Select(term => new MarkSpan(VisitMarks.Disabled, term.From, term.To)));
        marks.AddRange((await db.Set<Health>().AsNoTracking().Where(term => term.ChildId == id && (term.Code == "seriously-ill" || term.Code == "disabled")).ToListAsync(cancel)).Select(term => new MarkSpan(term.Code == "disabled" ? VisitMarks.Disabled : VisitMarks.Ill, term.From, term.To)));
        marks.AddRange((await db.Set<Schooling>().AsNoTracking().Where(term => term.ChildId == id && term.Status == "dropped-out").ToListAsync(cancel)).Select(term => new MarkSpan(VisitMarks.OutOfSchool, term.From, term.To)));
        marks.AddRange((await db.Set<RelatedPerson>().AsNoTracking().Where(term => term.ChildId == id && (term.Role == "guardian" || term.Role == "carer") && (term.GuardianshipGrade == "poor" || term.Ability == "unable" || term.Ability == "unfit")).ToListAsync(cancel)).Select(term => new MarkSpan(VisitMarks.PoorGuardianship, term.From, term.To)));
        marks.AddRange((await db.Set<FollowUp>().AsNoTracking().Where(follow => follow.ChildId == id && follow.State != FollowUpStates.Withdrawn).ToListAsync(cancel)).Where(follow => VisitCodes.FindingsOfMind.Contains(follow.Finding)).Select(follow => new MarkSpan(VisitMarks.Mind, follow.OpenedOn, follow.ClosedOn)));
        if (child.HukouKind == "none") marks.Add(new MarkSpan(VisitMarks.Unregistered, child.RegisteredOn ?? today, null));
        var facts = new VisitFacts(child.RegisteredOn, categories, marks, [.. risks.Where(term => term.Level == "urgent").Select(term => new DaySpan(term.From, term.To))]);
        return (VisitRhythm.In(Month.Of(today), facts, rules), rules);
    }

    /// <summary>每月见两次面：孩子残疾、父母重残.</summary>
    public static string Says(OwedVisits owed, VisitSettings rules) => owed.Rhythm switch
    {
        VisitRhythm.Urgent => "情况紧急，每周见一次面，到有人调低风险等级为止",
        VisitRhythm.High => $"每月见 {rules.HighPerMonth} 次面，隔 {rules.HighMinGapDays} 天以上：{string.Join("、", owed.Marks.Select(VisitMarks.Words))}",
        VisitRhythm.Benefit => $"每月见 {Math.Max(rules.BenefitPerMonth, rules.OrdinaryPerMonth)} 次面：孤儿、事实无人抚养、重点困境",
        VisitRhythm.Ordinary => $"每月见 {rules.OrdinaryPerMonth} 次面",
        VisitRhythm.Migrant => $"流动儿童，没有特别需要，每季度见 {rules.MigrantPerQuarter} 次面",
        _ => "这个月不欠走访",
    };
}
