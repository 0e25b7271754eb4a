using HuTong.Core;
using HuTong.Core.Codes;

namespace HuTong.Children.Demo;

/// <summary>A category of a child with its dates.</summary>
/// <param name="To">First day on which it no longer holds.</param>
/// <param name="Sealed">A sealed kind; <paramref name="Code"/> is then its cover.</param>
internal sealed record TermStory(string Code, DateOnly From, DateOnly? To = null, string? EndReason = null, string? Sealed = null, string State = TermStates.Active);

/// <summary>With whom and why: decides parents, carers, circumstances.</summary>
internal enum FamilyKind { Ordinary, LeftBehind, Migrant, DeFacto, Orphan, Institution }

/// <summary>One child of the demo city before it has rows.</summary>
internal sealed class ChildStory
{
    public required string State { get; set; }
    public required FamilyKind Family { get; init; }
    public List<TermStory> Terms { get; } = [];
    public DateOnly BornOn { get; set; }

    /// <summary>The birthday is what ends a term, or is planted: no brother or sister moves it.</summary>
    public bool IsBirthFixed { get; init; }

    /// <summary>Last day on which the child can have been born.</summary>
    public DateOnly BornUntil { get; init; }

    /// <summary>Must be under 16 today, as who is left behind or came along.</summary>
    public bool IsUnder16 { get; init; }
    public Sex Sex { get; set; }

    /// <summary>Day of the file; for leads the day it was made.</summary>
    public required DateOnly From { get; init; }

    /// <summary>On the register before the story begins.</summary>
    public bool IsStock { get; init; }
    public DateOnly? ExitOn { get; set; }
    public string? ExitReason { get; set; }

    /// <summary>An allowance is paid, or was.</summary>
    public bool IsPaid { get; init; }
    public bool IsStudying { get; init; }
    public bool IsTwin { get; set; }
    public bool LivesAlone { get; set; }
    public bool HasNoHukou { get; set; }
    public string? Risk { get; set; }
    public string Village { get; set; } = "";
    public Household? Home { get; set; }
    public PersonStory? Person { get; set; }

    /// <summary>The file that this one is a double of, or was merged into.</summary>
    public ChildStory? DoubleOf { get; init; }
    public DoubleKind Double { get; init; }

    public Guid Id { get; set; }
    public string? FileNumber { get; set; }

    /// <summary>One of the children of demo.md 4's households: on the register with a category.</summary>
    public bool IsCounted => State == FileStates.Registered && !IsStudying;
}

/// <summary>How a planted double differs from its first file (demo.md 5).</summary>
internal enum DoubleKind { None, SameNumber, WrongCheckDigit, WithoutNumber, Homophone, Merged }

/// <summary>Children who live together, with the grown-ups they share.</summary>
internal sealed class Household(FamilyKind family)
{
    public FamilyKind Family { get; } = family;
    public List<ChildStory> Children { get; } = [];
    public string Village { get; set; } = "";
    public Guid? Id { get; set; }
    public HomeStory? People { get; set; }
    public IReadOnlyList<ParentStory> Parents { get; set; } = [];
    public string LivesWith { get; set; } = "";
}

/// <summary>A child's own name and number.</summary>
internal sealed record PersonStory(string Name, string? IdNumber, string Ethnicity);
