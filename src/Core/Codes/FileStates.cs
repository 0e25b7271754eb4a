namespace HuTong.Core.Codes;

/// <summary>States of a child's file, by name; words are in <see cref="FileCodes.States"/>. Source: states.md 1.</summary>
public static class FileStates
{
    /// <summary>No file yet.</summary>
    public const string New = "new";
    public const string Lead = "lead";
    public const string ToVerify = "to-verify";
    public const string Registered = "registered";
    public const string ExitReview = "exit-review";
    public const string Left = "left";
    public const string Merged = "merged";
    public const string Dismissed = "dismissed";

    /// <summary>On the register today: duties run, counts count it.</summary>
    public static bool IsOnRegister(string state) => state is Registered or ExitReview;

    /// <summary>A visit may be recorded: the first one before the file is registered (states.md 4).</summary>
    public static bool IsVisited(string state) => state is ToVerify or Registered or ExitReview;

    /// <summary>Matching at an import looks at these (import.md 9).</summary>
    public static bool IsMatched(string state) => state is Lead or ToVerify or Registered or ExitReview;
}

/// <summary>States of a category term and of a parent's circumstance, by name. Source: states.md 2.</summary>
public static class TermStates
{
    public const string New = "new";
    public const string Proposed = "proposed";
    public const string Active = "active";
    public const string Ended = "ended";
    public const string Refused = "refused";
    public const string Voided = "voided";
}

/// <summary>States of a transfer, by name. Source: states.md 1.</summary>
public static class TransferStates
{
    public const string New = "new";
    public const string Proposed = "proposed";
    public const string Accepted = "accepted";
    public const string Completed = "completed";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";
}
