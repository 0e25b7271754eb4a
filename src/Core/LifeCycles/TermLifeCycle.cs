using HuTong.Core.Codes;
using HuTong.Core.Rules;

namespace HuTong.Core.LifeCycles;

/// <summary>What a move of a category term must know beside who and why.</summary>
/// <param name="Span">The term itself: code and dates as they will be after the move.</param>
public sealed record TermMoveFacts(CategorySpan Span)
{
    /// <summary>What the rule says of this category on the day; null when no rule exists for it.</summary>
    public Verdict? Rule { get; init; }

    /// <summary>Other active terms of the child.</summary>
    public IReadOnlyList<CategorySpan> Others { get; init; } = [];

    /// <summary>A county's import: the county vouches, the system confirms at once.</summary>
    public bool IsCountyImport { get; init; }

    public string? EndReason { get; init; }
}

/// <summary>The life of a category term and of a parent's circumstance. Source: states.md 2.</summary>
public static class TermLifeCycle
{
    private static readonly string[] Workers = [RoleCodes.VillageDirector, RoleCodes.TownshipSupervisor, RoleCodes.CountyOfficer];
    private static readonly string[] County = [RoleCodes.CountyOfficer, RoleCodes.CountyReviewer];
    private static readonly string[] Township = [RoleCodes.TownshipSupervisor];

    public static readonly IReadOnlyList<Move> Moves =
    [
        new("propose", "提出类别", [TermStates.New], TermStates.Proposed) { Deciders = [.. Workers, RoleCodes.System] },
        new("confirm", "确认类别", [TermStates.Proposed], TermStates.Active) { Deciders = Township, Above = County },
        new("refuse", "不予确认", [TermStates.Proposed], TermStates.Refused) { Deciders = Township, Above = County, NeedsReason = true },
        new("end", "结束类别", [TermStates.Active], TermStates.Ended) { Deciders = [RoleCodes.TownshipSupervisor, RoleCodes.CountyOfficer, RoleCodes.System] },
        new("void", "作废类别", [TermStates.Active], TermStates.Voided) { Deciders = County, Proposers = Workers, NeedsReason = true },
    ];

    public static Move? Find(string code) => Moves.FirstOrDefault(move => move.Code == code);

    /// <summary>What stands in the way of starting a move: of making it, or, where two persons are asked, of proposing it to the one who decides.</summary>
    /// <param name="ask">The decider is who starts it.</param>
    public static Outcome<Move> Start(MoveAsk ask, TermMoveFacts facts) =>
        Check(Find(ask.Move) is { } found ? MoveCheck.AsProposed(For(found, facts), ask) : ask, facts);

    /// <returns>The move with the roles that hold for this term, or every problem in its way.</returns>
    public static Outcome<Move> Check(MoveAsk ask, TermMoveFacts facts)
    {
        var move = Find(ask.Move) is { } found ? For(found, facts) : null;
        var problems = MoveCheck.Of(Moves, FileCodes.TermStates, ask, move);
        if (move is null || !move.From.Contains(ask.State)) return problems;

        problems.AddRange(Conditions(move, ask, facts));
        return problems.Count > 0 ? problems : move;
    }

    private static Move For(Move move, TermMoveFacts facts)
    {
        if (move.Code is not ("confirm" or "refuse")) return move;
        var mine = Categories.Find(facts.Span.Code)?.IsAllowance == true ? move with { Deciders = County, Above = [] } : move;
        if (move.Code == "refuse") return mine;

        // Against the rule, or where it leaves the matter to a person, a term becomes active only by two persons with a reason.
        if (facts.IsCountyImport) return mine with { Deciders = [.. mine.Deciders, RoleCodes.System] };
        return facts.Rule is null or Verdict.Eligible ? mine : mine with { Proposers = Workers, NeedsReason = true };
    }

    private static IEnumerable<Problem> Conditions(Move move, MoveAsk ask, TermMoveFacts facts) => move.Code switch
    {
        "propose" when Categories.Find(facts.Span.Code) is null => [new("category-unknown", "没有这个类别。", "Category", "codes.md 5")],
        "confirm" => ExclusiveCategories.Among([.. facts.Others, facts.Span]),
        "end" => End(ask, facts),
        _ => [],
    };

    private static IEnumerable<Problem> End(MoveAsk ask, TermMoveFacts facts)
    {
        if (facts.EndReason is null || !FileCodes.TermEnds.Has(facts.EndReason)) yield return new("end-reason-unknown", "请选择结束原因。", "EndReason", "codes.md 6");
        else if (ask.Decider.Role == RoleCodes.System && facts.EndReason != "age-limit")
            yield return new("role-not-allowed", "系统只能因超过年龄结束类别。", Source: "states.md 2");
        if (facts.Span.To is not { } to) yield return new("end-date-missing", "请填写结束日期。", "To", "states.md 2");
        else if (to <= facts.Span.From) yield return new("end-before-start", "结束日期要晚于开始日期；从未成立的请作废。", "To", "states.md 2");
    }
}
