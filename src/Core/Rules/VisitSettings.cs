namespace HuTong.Core.Rules;

/// <summary>The dated settings of visits (T), child-friendly where a place is silent. Source: rules.md, settings; states.md 4.</summary>
public sealed record VisitSettings
{
    private static readonly VisitSettings Standing = new();

    /// <summary>Every key that <see cref="Read"/> asks for.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "visit.ordinary.per-month", "visit.benefit.per-month", "visit.high.per-month", "visit.high.min-gap-days", "visit.high.marks", "visit.urgent.per-week", "visit.migrant.per-quarter",
        "visit.min-days", "visit.first-wd", "visit.retry-wd", "visit.revisit-wd", "visit.accept-wd", "visit.contact-fulfils", "coverage.target", "worker.caseload",
    ];

    /// <summary>R-071.</summary>
    public int OrdinaryPerMonth { get; init; } = 1;

    /// <summary>R-072: orphans, 事实无人抚养, 重点困境.</summary>
    public int BenefitPerMonth { get; init; } = 1;

    /// <summary>R-073.</summary>
    public int HighPerMonth { get; init; } = 2;

    /// <summary>R-073: calendar days between two visits that both count.</summary>
    public int HighMinGapDays { get; init; } = 7;

    /// <summary>R-073: which facts ask for more; codes of <see cref="VisitMarks"/>.</summary>
    public IReadOnlyList<string> HighMarks { get; init; } = VisitMarks.All;

    /// <summary>R-074.</summary>
    public int UrgentPerWeek { get; init; } = 1;

    /// <summary>R-075.</summary>
    public int MigrantPerQuarter { get; init; } = 1;

    /// <summary>R-077: days of a month (or quarter) in scope from which it counts.</summary>
    public int MinDays { get; init; } = 15;

    /// <summary>T-20, working days from registration to the first visit.</summary>
    public int FirstWorkingDays { get; init; } = 10;

    /// <summary>T-27.</summary>
    public int RetryWorkingDays { get; init; } = 3;

    /// <summary>States.md 4: working days until the visit is made again after it was returned.</summary>
    public int RevisitWorkingDays { get; init; } = 5;

    /// <summary>States.md 4: working days in which the township looks at a visit; then the clock accepts it.</summary>
    public int AcceptWorkingDays { get; init; } = 5;

    /// <summary>Calendar days after a month's end in which what was done in it may still be written down; then it closes everywhere on one day (T-61).</summary>
    public const int CloseDays = 5;

    /// <summary>R-071: does a phone or video contact fulfil an ordinary duty?</summary>
    public bool ContactFulfils { get; init; }

    /// <summary>Percent that the pages compare with (tables.md 11).</summary>
    public int CoverageTarget { get; init; } = 90;

    /// <summary>R-143.</summary>
    public int WorkerCaseload { get; init; } = 40;

    /// <param name="inForce">The value in force of a key, or null when nobody has set it.</param>
    public static VisitSettings Read(Func<string, string?> inForce)
    {
        int Number(string key, int standing) => RuleSettings.Number(inForce(key), standing);
        return new VisitSettings
        {
            OrdinaryPerMonth = Number("visit.ordinary.per-month", Standing.OrdinaryPerMonth), BenefitPerMonth = Number("visit.benefit.per-month", Standing.BenefitPerMonth),
            HighPerMonth = Number("visit.high.per-month", Standing.HighPerMonth), HighMinGapDays = Number("visit.high.min-gap-days", Standing.HighMinGapDays),
            HighMarks = RuleSettings.Words(inForce("visit.high.marks"), Standing.HighMarks), UrgentPerWeek = Number("visit.urgent.per-week", Standing.UrgentPerWeek),
            MigrantPerQuarter = Number("visit.migrant.per-quarter", Standing.MigrantPerQuarter), MinDays = Number("visit.min-days", Standing.MinDays),
            FirstWorkingDays = Number("visit.first-wd", Standing.FirstWorkingDays), RetryWorkingDays = Number("visit.retry-wd", Standing.RetryWorkingDays),
            RevisitWorkingDays = Number("visit.revisit-wd", Standing.RevisitWorkingDays), AcceptWorkingDays = Number("visit.accept-wd", Standing.AcceptWorkingDays),
            ContactFulfils = RuleSettings.Flag(inForce("visit.contact-fulfils"), Standing.ContactFulfils),
            CoverageTarget = Number("coverage.target", Standing.CoverageTarget), WorkerCaseload = Number("worker.caseload", Standing.WorkerCaseload),
        };
    }
}

/// <summary>Facts that ask for two visits a month: of the parents, of the child, of its care.</summary>
public static class VisitMarks
{
    public const string Risk = "risk", ParentDisabled = "parent-disabled", ParentIll = "parent-ill", Disabled = "disabled", Ill = "ill", OutOfSchool = "out-of-school",
        Unregistered = "unregistered", PoorGuardianship = "poor-guardianship", Mind = "mind";

    public static readonly IReadOnlyList<string> All = [Risk, ParentDisabled, ParentIll, Disabled, Ill, OutOfSchool, Unregistered, PoorGuardianship, Mind];

    /// <summary>Words for the child's page: why so often.</summary>
    public static string Words(string mark) => mark switch
    {
        Risk => "风险等级高", ParentDisabled => "父母重残", ParentIll => "父母重病", Disabled => "孩子残疾", Ill => "孩子患病", OutOfSchool => "失学辍学",
        Unregistered => "没有户籍", PoorGuardianship => "监护不好", Mind => "心理或行为有异常", _ => "未列入的情形",
    };
}
