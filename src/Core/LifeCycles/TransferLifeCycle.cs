using HuTong.Core.Codes;

namespace HuTong.Core.LifeCycles;

/// <summary>Which side of a transfer acts.</summary>
public enum TransferSide
{
    Giving,
    Receiving,
}

/// <summary>What a transfer's move must know beside who and why.</summary>
/// <param name="Side">The side whose jurisdiction covers the actor; meaningless for the system.</param>
/// <param name="IsBetweenCounties">Inside a county township to township, between counties county to county.</param>
/// <param name="EffectiveOn">The true date of the move; null when not yet given.</param>
public sealed record TransferMoveFacts(TransferSide Side, bool IsBetweenCounties, DateOnly? EffectiveOn, DateOnly Today);

/// <summary>
/// A child moves to another region; the file stays registered, and until it is completed the giving place stays responsible.
/// Source: states.md 1, Transfer. A running application or entitlement stays with its paying county.
/// </summary>
public static class TransferLifeCycle
{
    private static readonly string[] Both = [RoleCodes.TownshipSupervisor, RoleCodes.CountyOfficer];

    public static readonly IReadOnlyList<Move> Moves =
    [
        new("propose", "提出迁移", [TransferStates.New], TransferStates.Proposed) { Deciders = Both, NeedsReason = true },
        new("accept", "接收", [TransferStates.Proposed], TransferStates.Accepted) { Deciders = Both },
        new("refuse", "不接收", [TransferStates.Proposed], TransferStates.Refused) { Deciders = Both, NeedsReason = true },
        new("withdraw", "撤回", [TransferStates.Proposed], TransferStates.Withdrawn) { Deciders = Both, NeedsReason = true },
        new("complete", "完成迁移", [TransferStates.Accepted], TransferStates.Completed) { Deciders = [RoleCodes.System] },
    ];

    public static Move? Find(string code) => Moves.FirstOrDefault(move => move.Code == code);

    public static Outcome<Move> Check(MoveAsk ask, TransferMoveFacts facts)
    {
        var move = Find(ask.Move) is { } found ? For(found, facts) : null;
        var problems = MoveCheck.Of(Moves, FileCodes.TransferStates, ask, move);
        if (move is null || !move.From.Contains(ask.State)) return problems;

        problems.AddRange(Conditions(move, facts));
        return problems.Count > 0 ? problems : move;
    }

    private static Move For(Move move, TransferMoveFacts facts) =>
        facts.IsBetweenCounties && move.Code != "complete" ? move with { Deciders = [RoleCodes.CountyOfficer] } : move;

    private static IEnumerable<Problem> Conditions(Move move, TransferMoveFacts facts)
    {
        var side = move.Code is "accept" or "refuse" ? TransferSide.Receiving : TransferSide.Giving;
        if (move.Code != "complete" && facts.Side != side)
            yield return new("wrong-side", side == TransferSide.Receiving ? "由接收地办理。" : "由迁出地办理。", Source: "states.md 1");
        if (move.Code == "propose" && facts.EffectiveOn is null) yield return new("date-missing", "请填写迁移日期。", "EffectiveOn", "states.md 1");
        if (move.Code == "complete" && !(facts.EffectiveOn <= facts.Today)) yield return new("not-yet-effective", "迁移日期还没有到。", Source: "states.md 1");
    }
}
