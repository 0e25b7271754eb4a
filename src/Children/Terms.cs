using HuTong.Data.Fence;

namespace HuTong.Children;

/// <summary>A fact about a child that holds from a day (inclusive) to a day (exclusive, null = open), and since when it is known .</summary>
public abstract class ChildTerm : IChildFact
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";
    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }
    public DateTime KnownFrom { get; set; }

    /// <summary>Where it comes from: form, form-undated, import, visit, system.</summary>
    public string Source { get; set; } = "form";
    public Guid? BatchId { get; set; }

    /// <summary>Nobody said when it began; <see cref="From"/> is then the first day on which it is known to hold.</summary>
    public virtual bool IsUndated => Undated.Contains(Source);

    internal static readonly string[] Undated = [FormUndated, "import"];

    /// <summary>Source of what a form put right or first wrote down, without a day.</summary>
    internal const string FormUndated = "form-undated";

    /// <summary>May its first known day move back because it is now known to have ended on a day not after it?</summary>
    public virtual bool YieldsTo(DateOnly end) => IsUndated;

    /// <summary>Do the two speak of one thing, so that one ends where the other begins?</summary>
    internal virtual bool IsSameSeat(ChildTerm other) => true;
}

/// <summary>A category by policy with its dates (states.md 2). Sealed kinds never stand here, only their cover code.</summary>
public sealed class CategoryTerm : ChildTerm
{
    /// <summary>Category code of codes.md 5.</summary>
    public string Code { get; set; } = "";

    /// <summary>proposed, active, ended, refused, voided.</summary>
    public string State { get; set; } = "active";
    public string? EndReason { get; set; }

    /// <summary>The ground given, in words.</summary>
    public byte[]? GroundEnc { get; set; }

    /// <summary>A ledger may name the start (import.md 9); else the term begins on the day it became known.</summary>
    public override bool IsUndated => BeganUnsaid(Source, From, KnownFrom);

    internal static bool BeganUnsaid(string source, DateOnly from, DateTime knownFrom) => Undated.Contains(source) && from >= DateOnly.FromDateTime(Data.ChinaClock.InChina(knownFrom));

    /// <summary>Who wrote it on a form said that it held on that day: it may end the same day (a term has a day at least), not before; what never held is voided.</summary>
    public override bool YieldsTo(DateOnly end) => IsUndated && (Source != FormUndated || end == From);

    internal override bool IsSameSeat(ChildTerm other) => other is CategoryTerm term && term.Code == Code && term.State is not ("refused" or "voided");
}

/// <summary>A dated fact about one parent; the fields are those of the rule of unattended children (what-if).</summary>
public sealed class ParentCircumstance : ChildTerm
{
    /// <summary>father or mother.</summary>
    public string Parent { get; set; } = "";

    /// <summary>Code of codes.md 4.1; null when a ledger's words fit none.</summary>
    public string? Code { get; set; }
    public byte[]? WordsEnc { get; set; }

    /// <summary>Day of a death, judgment or deportation.</summary>
    public DateOnly? On { get; set; }
    public bool? IsInCustody { get; set; }
    public string? DisabilityKind { get; set; }
    public string? DisabilityGrade { get; set; }
    public bool? IsOnIllnessList { get; set; }

    /// <summary>True when papers prove it; an imported word is a lead.</summary>
    public bool IsProved { get; set; }

    internal override bool IsSameSeat(ChildTerm other) => other is ParentCircumstance term && term.Parent == Parent;
}

/// <summary>Where the child lived, village by village.</summary>
public sealed class ResidenceTerm : ChildTerm
{
    /// <summary>The village lived in then; <see cref="ChildTerm.Region"/> is where the child lives now.</summary>
    public string Village { get; set; } = "";
    public byte[]? AddressEnc { get; set; }
}

/// <summary>School and grade for a time.</summary>
public sealed class Schooling : ChildTerm
{
    public string? Stage { get; set; }
    public string? Status { get; set; }
    public string? School { get; set; }

    /// <summary>Grade and class as written: 三年级2班.</summary>
    public string? Grade { get; set; }
    public bool? IsBoarding { get; set; }
}

/// <summary>How the child is, in a code and in words.</summary>
public sealed class Health : ChildTerm
{
    public string? Code { get; set; }
    public byte[]? NoteEnc { get; set; }
}

/// <summary>A disability and its certificate (REG-006).</summary>
public sealed class Disability : ChildTerm
{
    public string? Kind { get; set; }
    public string? Grade { get; set; }
    public byte[]? WordsEnc { get; set; }
    public byte[]? CertificateEnc { get; set; }
    public DateOnly? ExpiresOn { get; set; }
}

/// <summary>Risk level for a time; the highest rhythm of visits follows it.</summary>
public sealed class RiskLevel : ChildTerm
{
    /// <summary>low, medium, high, urgent.</summary>
    public string Level { get; set; } = "low";
    public byte[]? ReasonEnc { get; set; }
}

/// <summary>A parent, guardian or carer as a row of the child; no shared person yet (tables.md 5).</summary>
public sealed class RelatedPerson : ChildTerm
{
    /// <summary>father, mother, guardian, carer.</summary>
    public string Role { get; set; } = "";

    /// <summary>Relation code of codes.md 2.2; null when a ledger's words fit none.</summary>
    public string? Relation { get; set; }
    public string? RelationWords { get; set; }
    public string? Name { get; set; }
    public byte[]? IdEnc { get; set; }
    [Data.Record.NotRecorded] public byte[]? IdBlind { get; set; }
    public byte[]? WorkPlaceEnc { get; set; }
    public byte[]? AddressEnc { get; set; }
    public string? GuardianBasis { get; set; }
    public string? Ability { get; set; }
    public string? CareReason { get; set; }
    public string? GuardianshipGrade { get; set; }

    internal override bool IsSameSeat(ChildTerm other) => other is RelatedPerson person && person.Role == Role && person.BatchId is not null;
}

/// <summary>A phone of the child's people; found by its whole number.</summary>
public sealed class Phone : ChildTerm
{
    /// <summary>The person it belongs to; null when only the role is known.</summary>
    public Guid? PersonId { get; set; }
    public string Role { get; set; } = "guardian";
    public byte[] NumberEnc { get; set; } = [];
    [Data.Record.NotRecorded] public byte[] Blind { get; set; } = [];

    /// <summary>0 is the first choice.</summary>
    public int Rank { get; set; }

    internal override bool IsSameSeat(ChildTerm other) => other is Phone phone && (phone.Role, phone.Rank) == (Role, Rank) && phone.BatchId is not null;
}

/// <summary>An account money could go to, as a ledger names it; unverified until Allowances confirms it.</summary>
public sealed class PayeeAccount : ChildTerm
{
    public string? Bank { get; set; }
    public string? Holder { get; set; }
    public string? Relation { get; set; }
    public byte[] AccountEnc { get; set; } = [];
    [Data.Record.NotRecorded] public byte[] Blind { get; set; } = [];

    /// <summary>unverified, verified, ended.</summary>
    public string State { get; set; } = "unverified";
}

/// <summary>What a ledger's row said beyond the file's own fields, word for word: mapped facts (amount, standard, start …), unmapped columns, the remark. One row for one ledger row.</summary>
public sealed class LedgerFact : IChildFact, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";
    public Guid BatchId { get; set; }
    public Guid RowId { get; set; }
    public DateTime KnownFrom { get; set; }

    /// <summary>JSON of field or heading → text.</summary>
    public byte[] FactsEnc { get; set; } = [];
}

/// <summary>The next free file number of a county and year.</summary>
[Unfenced("a counter, no child's fact")]
public sealed class FileNumberBlock : IRecordedElsewhere
{
    public string County { get; set; } = "";
    public int Year { get; set; }
    public int Next { get; set; } = 1;
}
