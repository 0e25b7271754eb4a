using HuTong.Core.Codes;

namespace HuTong.Core.LifeCycles;

/// <summary>What a file's move must know beside who and why. Everything open must be named: nothing is open by default, nothing is met either.</summary>
public sealed record FileMoveFacts
{
    /// <summary>A valid number or another paper, or <c>none</c> with a plan to register.</summary>
    public bool IsIdentityChecked { get; init; }

    public bool FirstVisitMetChild { get; init; }

    /// <summary>Codes of the active terms on the day.</summary>
    public IReadOnlyList<string> ActiveCategories { get; init; } = [];

    /// <summary>A guardian is named, or it is said that none is known.</summary>
    public bool IsGuardianSaid { get; init; }

    public bool IsFromCityImport { get; init; }

    /// <summary>Was an allowance ever paid.</summary>
    public bool WasEverPaid { get; init; }

    public string? ExitReason { get; init; }

    /// <summary>Codes of codes.md 8.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    public bool HasOpenEntitlement { get; init; }

    /// <summary>An open case, or civil affairs as guardian.</summary>
    public bool HasOpenCase { get; init; }

    public bool HasOpenTransfer { get; init; }

    /// <summary>18 and over, still paid while studying: no category is needed.</summary>
    public bool IsExtendedStudy { get; init; }

    /// <summary>The file was not touched since its batch was applied.</summary>
    public bool IsUntouchedSinceImport { get; init; }

    /// <summary>The two files of a merge lie in two counties.</summary>
    public bool IsAcrossCounties { get; init; }

    public bool IsSurvivorNamed { get; init; }

    /// <summary>Calendar days since the merge; it can be undone for 90 (T).</summary>
    public int DaysSinceMerge { get; init; }
}

/// <summary>The life of a child's file: which moves exist, who makes them, on which condition. Source: states.md 1 and 1.1.</summary>
public static class FileLifeCycle
{
    public const int UnmergeDays = 90, AdultAge = 18;

    /// <summary>Calendar days before the 18th birthday on which the exit is looked at (states.md 1: age limit - 30 d).</summary>
    public const int DaysBeforeAdult = 30;

    private static readonly string[] Writers =
    [
        RoleCodes.VillageDirector, RoleCodes.TownshipSupervisor, RoleCodes.CountyOfficer, RoleCodes.ProtectionCentre, RoleCodes.InstitutionStaff,
    ];

    private static readonly string[] Workers = [RoleCodes.VillageDirector, RoleCodes.TownshipSupervisor, RoleCodes.CountyOfficer];
    private static readonly string[] Township = [RoleCodes.TownshipSupervisor];
    private static readonly string[] County = [RoleCodes.CountyOfficer, RoleCodes.CountyReviewer];

    public static readonly IReadOnlyList<Move> Moves =
    [
        new("take-lead", "登记线索", [FileStates.New], FileStates.Lead) { Deciders = [.. Workers, RoleCodes.System] },
        new("import-registered", "导入在册", [FileStates.New], FileStates.Registered) { Deciders = [RoleCodes.System] },
        new("import-to-verify", "导入待核实", [FileStates.New], FileStates.ToVerify) { Deciders = [RoleCodes.System] },
        new("to-verify", "安排核实", [FileStates.Lead], FileStates.ToVerify) { Deciders = [RoleCodes.VillageDirector, RoleCodes.TownshipSupervisor], Above = [RoleCodes.CountyOfficer] },
        new("register", "列入在册", [FileStates.ToVerify], FileStates.Registered) { Deciders = Township, Above = County, Proposers = Writers },
        new("dismiss", "不列入", [FileStates.Lead, FileStates.ToVerify], FileStates.Dismissed) { Deciders = Township, Above = County, Proposers = Writers, NeedsReason = true },
        new("exit-review", "转入退出审核", [FileStates.Registered], FileStates.ExitReview) { Deciders = [.. Workers, RoleCodes.System] },
        new("stay", "继续在册", [FileStates.ExitReview], FileStates.Registered) { Deciders = Township, Above = County, NeedsReason = true },
        new("leave", "退出", [FileStates.ExitReview], FileStates.Left) { Deciders = Township, Above = County, Proposers = Writers, NeedsReason = true },
        new("reopen", "重新在册", [FileStates.Left], FileStates.Registered) { Deciders = County, Proposers = Writers, NeedsReason = true },
        new("undo-import", "撤销导入", [FileStates.Registered, FileStates.ToVerify], FileStates.Dismissed) { Deciders = [RoleCodes.System] },
        new("merge", "并入", [FileStates.Lead, FileStates.ToVerify, FileStates.Registered, FileStates.ExitReview, FileStates.Left, FileStates.Dismissed], FileStates.Merged)
            { Deciders = County, Proposers = [.. Writers, RoleCodes.CityOfficer], NeedsReason = true },
        new("unmerge", "撤销并入", [FileStates.Merged], FileStates.Registered) { Deciders = County, Proposers = [.. Writers, RoleCodes.CityOfficer], NeedsReason = true },
    ];

    public static Move? Find(string code) => Moves.FirstOrDefault(move => move.Code == code);

    /// <summary>Moves that a role may make or decide from a state: what a page offers. <c>unmerge</c> goes back to the state before, not to its named one.</summary>
    public static IEnumerable<Move> From(string state, string role) =>
        Moves.Where(move => move.From.Contains(state) && (move.Deciders.Contains(role) || move.Above.Contains(role) || move.Proposers.Contains(role)));

    /// <summary>Moves that a role may start from a state: make alone, or propose to a second person.</summary>
    /// <param name="hasOther">Has the place another person of the deciding roles? Then the level above does not act alone.</param>
    public static IEnumerable<Move> ToStart(string state, string role, Func<Move, bool> hasOther) =>
        Moves.Where(move => move.From.Contains(state) && MoveCheck.MayStart(move, role, hasOther(move)));

    /// <summary>What stands in the way of starting a move: of making it, or, where two persons are asked, of proposing it to the one who decides.</summary>
    /// <param name="ask">The decider is who starts it.</param>
    public static Outcome<Move> Start(MoveAsk ask, FileMoveFacts facts) =>
        Check(Find(ask.Move) is { } found ? MoveCheck.AsProposed(For(found, facts), ask) : ask, facts);

    /// <returns>The move with the roles that hold for this file, or every problem in its way.</returns>
    public static Outcome<Move> Check(MoveAsk ask, FileMoveFacts facts)
    {
        var move = Find(ask.Move) is { } found ? For(found, facts) : null;
        var problems = MoveCheck.Of(Moves, FileCodes.States, ask, move);
        if (move is null || !move.From.Contains(ask.State)) return problems;

        problems.AddRange(Conditions(move, ask, facts));
        return problems.Count > 0 ? problems : move;
    }

    // States.md 1, column "who": the county where money or a city's import is concerned, the city between two counties.
    private static Move For(Move move, FileMoveFacts facts) => move.Code switch
    {
        "register" when facts.IsFromCityImport || facts.ActiveCategories.Any(code => Categories.Find(code)?.IsAllowance == true) => move with { Deciders = County, Above = [] },
        "leave" when facts.WasEverPaid => move with { Deciders = County, Above = [] },
        "merge" or "unmerge" when facts.IsAcrossCounties => move with { Deciders = [RoleCodes.CityOfficer] },
        _ => move,
    };

    private static IEnumerable<Problem> Conditions(Move move, MoveAsk ask, FileMoveFacts facts) => move.Code switch
    {
        "register" => Register(facts),
        "exit-review" => ExitReview(ask, facts),
        "leave" => Leave(facts),
        "reopen" or "stay" when FallsToExitReview(move.To, facts) => [NoCategory],
        "undo-import" when !facts.IsUntouchedSinceImport => [new("import-touched", "导入后有人改动过，不能自动撤销。", Source: "states.md 3")],
        "merge" when !facts.IsSurvivorNamed => [new("survivor-missing", "请指明保留哪一份档案。", "Survivor", "states.md 1")],
        "merge" when facts.HasOpenTransfer => [OpenTransfer],
        "unmerge" when facts.DaysSinceMerge > UnmergeDays => [new("unmerge-too-late", $"并入已超过{UnmergeDays}天，不能撤销。", Source: "states.md 1")],
        _ => [],
    };

    private static IEnumerable<Problem> Register(FileMoveFacts facts)
    {
        if (!facts.IsIdentityChecked) yield return new("identity-not-checked", "请先核对身份；没有证件号的，写明落户打算。", "IdNumber", "states.md 1");
        if (!facts.FirstVisitMetChild) yield return new("first-visit-missing", "还没有见到儿童本人的首次走访。", "FirstVisit", "states.md 1");
        if (facts.ActiveCategories.Count == 0) yield return NoCategory;
        if (!facts.IsGuardianSaid) yield return new("guardian-not-said", "请填写监护人；没有的，写明“暂无监护人”。", "Guardian", "states.md 1");
    }

    private static IEnumerable<Problem> ExitReview(MoveAsk ask, FileMoveFacts facts)
    {
        if (facts.ExitReason is { } reason && !FileCodes.Exits.Has(reason)) yield return UnknownExit;
        else if (facts.ExitReason == "duplicate") yield return OnlyByMerge;
        else if (facts.ExitReason is null && facts.ActiveCategories.Count > 0 && ask.Decider.Role != RoleCodes.System)
            yield return new("exit-reason-missing", "这名儿童还有有效类别，请选择退出原因。", "ExitReason", "codes.md 6");
    }

    // Invariants 1.1: what is still open binds the file to the register.
    private static IEnumerable<Problem> Leave(FileMoveFacts facts)
    {
        if (facts.ExitReason is null || !FileCodes.Exits.Has(facts.ExitReason)) yield return UnknownExit;
        else if (facts.ExitReason == "duplicate") yield return OnlyByMerge;
        else if (FileCodes.DocumentsForExit(facts.ExitReason) is { Count: > 0 } asked && !asked.Any(facts.Documents.Contains))
            yield return new("document-missing", $"“{FileCodes.Exits.Words(facts.ExitReason)}”要附材料：{string.Join("或", asked.Select(Documents.All.Words))}。", "Documents", "codes.md 6");

        if (facts.HasOpenEntitlement) yield return new("open-entitlement", "还有未结束的补贴或未发出的名册。", Source: "states.md 1.1");
        if (facts.HasOpenCase) yield return new("open-case", "还有未结案的个案或民政监护。", Source: "states.md 1.1");
        if (facts.HasOpenTransfer) yield return OpenTransfer;
        if (facts.ActiveCategories.Count > 0) yield return new("active-category", "还有有效的类别，请先结束。", "Categories", "states.md 1.1");
    }

    /// <summary>A registered file without active category goes to exit review the same day, by the system, unless it is paid on while studying.</summary>
    public static bool FallsToExitReview(string state, FileMoveFacts facts) =>
        state == FileStates.Registered && facts.ActiveCategories.Count == 0 && !facts.IsExtendedStudy;

    /// <summary>Is the 18th birthday so near, or over, that the system moves the file to exit review?</summary>
    public static bool NearsAdult(DateOnly bornOn, DateOnly day) => Ages.Reached(bornOn, AdultAge).AddDays(-DaysBeforeAdult) <= day;

    private static readonly Problem NoCategory = new("no-active-category", "至少要有一个有效的类别。", "Categories", "states.md 1.1");
    private static readonly Problem UnknownExit = new("exit-reason-unknown", "请选择退出原因。", "ExitReason", "codes.md 6");
    private static readonly Problem OnlyByMerge = new("duplicate-needs-merge", "两份合成一份的“并入”还没有开放。多出来的一份，先请选“误登”退出，理由里写明另一份的档案号。", "ExitReason", "codes.md 6");
    private static readonly Problem OpenTransfer = new("open-transfer", "还有未完成的迁移。", Source: "states.md 1.1");
}
