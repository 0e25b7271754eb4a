using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.People.Demo;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Demo;

/// <summary>A child of the demo city as visits see it.</summary>
internal sealed record DemoVisited(Guid Id, string Region, string Unit, string State, DateOnly? RegisteredOn, DateOnly? LeftOn, bool IsInInstitution, DateTime MadeAt, VisitFacts Facts)
{
    /// <summary>泉林镇: everybody was seen in each of the last twelve months (demo.md 5).</summary>
    public bool IsAlwaysSeen => Region.StartsWith("370831101", StringComparison.Ordinal);

    public bool IsNeglected => Children.Demo.DemoStories.NeglectedVillages.Contains(Region);

    /// <summary>On the register that day, of a category.</summary>
    public bool IsOn(DateOnly day) => RegisteredOn <= day && (LeftOn is null || LeftOn > day) && Facts.Categories.Any(term => term.From <= day && (term.To is null || term.To > day));

    /// <summary>Class of R-163 in a month, by what held when it began, else by what began in it.</summary>
    public string ClassIn(Core.Month month)
    {
        var held = Facts.Categories.Where(term => term.From <= month.First && (term.To is null || term.To > month.First)).Select(term => term.Code).ToList();
        if (held.Count == 0) held = [.. Facts.Categories.Where(term => term.From <= month.Last).Select(term => term.Code)];
        return Counting.ClassOf(held, RuleSettings.Default) ?? "other";
    }

    public static async Task<List<DemoVisited>> All(HuTongDb db, RegionTree tree, CancellationToken cancel)
    {
        var terms = (await db.Set<CategoryTerm>().AsNoTracking().Where(term => term.State == TermStates.Active || term.State == TermStates.Ended)
            .Select(term => new { term.ChildId, term.Code, term.From, term.To }).ToListAsync(cancel)).ToLookup(term => term.ChildId, term => new CategorySpan(term.Code, term.From, term.To));
        var risks = (await db.Set<RiskLevel>().AsNoTracking().Where(risk => risk.Level == "high").Select(risk => new { risk.ChildId, risk.From, risk.To }).ToListAsync(cancel))
            .ToLookup(risk => risk.ChildId, risk => new MarkSpan(VisitMarks.Risk, risk.From, risk.To));
        var children = await db.Set<Child>().AsNoTracking().Where(child => child.State != FileStates.Lead && child.State != FileStates.Merged).OrderBy(child => child.Id)
            .Select(child => new { child.Id, child.Region, child.State, child.RegisteredOn, child.ExitOn, child.LivesWith, child.CreatedAt }).ToListAsync(cancel);
        return [.. children.Select(child => new DemoVisited(child.Id, child.Region, tree.ManagingCounty(child.Region)!, child.State, child.RegisteredOn, child.ExitOn, child.LivesWith == "institution", child.CreatedAt,
            new VisitFacts(child.RegisteredOn, [.. terms[child.Id]], [.. risks[child.Id]], [])))];
    }
}
