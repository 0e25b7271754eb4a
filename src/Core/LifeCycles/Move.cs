using HuTong.Core.Codes;

namespace HuTong.Core.LifeCycles;

/// <summary>Who acts: the person, not only the post, for nobody approves his own proposal.</summary>
/// <param name="Person">Null for the system.</param>
public sealed record MovedBy(Guid? Person, string Role)
{
    public static readonly MovedBy System = new(null, RoleCodes.System);
}

/// <summary>A command of a life cycle. Source: states.md.</summary>
/// <param name="Code">Kebab-case, as the record names it.</param>
/// <param name="Words">What a button says.</param>
/// <param name="From">States it starts from.</param>
public sealed record Move(string Code, string Words, IReadOnlyList<string> From, string To)
{
    /// <summary>Roles that do it, or decide it where two persons are asked.</summary>
    public required IReadOnlyList<string> Deciders { get; init; }

    /// <summary>Two persons (4e): one of these proposes, another person decides.</summary>
    public IReadOnlyList<string> Proposers { get; init; } = [];

    /// <summary>The level above, which decides only where the place has no other person of the named role.</summary>
    public IReadOnlyList<string> Above { get; init; } = [];

    public bool NeedsReason { get; init; }

    public bool NeedsTwoPersons => Proposers.Count > 0;
}

/// <summary>What every move is asked, whatever the machine.</summary>
/// <param name="Proposer">Null when one person acts alone.</param>
/// <param name="HasOtherDecider">The place has another person of the deciding role: then the level above stays out.</param>
public sealed record MoveAsk(string Move, string State, MovedBy Decider, MovedBy? Proposer = null, string? Reason = null, bool HasOtherDecider = true)
{
    /// <summary>Problems of who acts, not of what holds: another person could still do it.</summary>
    public static bool IsAboutWho(Problem problem) => problem.Code is "role-not-allowed" or "own-proposal" or "proposer-role" or "second-person-missing";
}

/// <summary>The checks that all machines share: the state, the role, the second person, the reason.</summary>
internal static class MoveCheck
{
    internal static List<Problem> Of(IReadOnlyList<Move> moves, CodeTable states, MoveAsk ask, Move? move)
    {
        if (move is null || !move.From.Contains(ask.State)) return [NotAllowed(moves, states, ask.State)];

        List<Problem> problems = [];
        var deciders = ask.HasOtherDecider ? move.Deciders : [.. move.Deciders, .. move.Above];
        if (!deciders.Contains(ask.Decider.Role)) problems.Add(WrongRole(move, deciders));
        if (move.NeedsTwoPersons) problems.AddRange(SecondPerson(move, ask));
        if (move.NeedsReason && string.IsNullOrWhiteSpace(ask.Reason)) problems.Add(new("reason-missing", $"请写明“{move.Words}”的理由。", "Reason"));
        return problems;
    }

    internal static bool MayStart(Move move, string role, bool hasOther) =>
        move.NeedsTwoPersons ? move.Proposers.Contains(role) : move.Deciders.Contains(role) || !hasOther && move.Above.Contains(role);

    // Who proposes is asked as if the first who may decide had agreed: then only what is in the proposal's own way is left.
    internal static MoveAsk AsProposed(Move move, MoveAsk ask) =>
        move.NeedsTwoPersons ? ask with { Proposer = ask.Decider, Decider = new MovedBy(null, move.Deciders[0]), HasOtherDecider = true } : ask;

    private static IEnumerable<Problem> SecondPerson(Move move, MoveAsk ask)
    {
        if (ask.Proposer is not { } proposer)
            yield return new("second-person-missing", $"“{move.Words}”要由一人提出、另一人审定。", Source: "states.md 4e");
        else if (!move.Proposers.Contains(proposer.Role))
            yield return new("proposer-role", $"“{move.Words}”可由{Roles(move.Proposers)}提出。", Source: "states.md");
        else if (proposer.Person is not null && proposer.Person == ask.Decider.Person)
            yield return new("own-proposal", "自己提出的，要由另一人审定。", Source: "states.md 4e");
    }

    private static Problem NotAllowed(IReadOnlyList<Move> moves, CodeTable states, string state)
    {
        var allowed = moves.Where(move => move.From.Contains(state) && move.Deciders.Any(role => role != RoleCodes.System)).Select(move => move.Words).ToList();
        var where = states.Has(state) ? $"现在是“{states.Words(state)}”" : "还没有建立";
        return new("move-not-allowed", $"{where}，{(allowed.Count == 0 ? "没有可做的操作。" : $"可以做的有：{string.Join("、", allowed)}。")}", Source: "states.md");
    }

    private static Problem WrongRole(Move move, IEnumerable<string> deciders) =>
        new("role-not-allowed", $"“{move.Words}”由{Roles(deciders)}办理。", Source: "states.md");

    private static string Roles(IEnumerable<string> roles) =>
        string.Join("、", roles.Select(role => role == RoleCodes.System ? "系统" : FileCodes.Roles.Words(role)));
}
