using HuTong.Ui.Parts;

namespace HuTong.Children.Files;

/// <summary>What stands on top of every page of a file, masked.</summary>
/// <param name="IdText">3****************7, or why there is none.</param>
/// <param name="Tags">Open categories in short words, at most three.</param>
/// <param name="LivesIn">泗水县泉林镇北岭村.</param>
public sealed record FileHead(
    Guid Id, long Version, string Name, string Sex, DateOnly? BornOn, string Age, string IdText, bool HasId, IReadOnlyList<string> Tags,
    string Region, string LivesIn, string Village, string? FileNumber, string State, DateOnly? ExitOn)
{
    public string StateWords => FileWords.Of("file-state", State)!;

    public StatusKind StateKind => State switch
    {
        "registered" => StatusKind.Done,
        "lead" or "to-verify" => StatusKind.Todo,
        "exit-review" => StatusKind.Soon,
        _ => StatusKind.Stop,
    };

    /// <summary>Merged and dismissed files are read only; a left one is reopened first.</summary>
    public bool IsOpen => State is "lead" or "to-verify" or "registered" or "exit-review";
}

/// <summary>One child's file on one day: only what holds then, decrypted and masked for who asks.</summary>
public sealed record ChildFile(
    FileHead Head, DateOnly Day, HomeFacts Home, IReadOnlyList<CategoryFact> Categories, IReadOnlyList<CircumstanceFact> Circumstances, IReadOnlyList<PersonFact> People,
    IReadOnlyList<PhoneFact> Phones, SchoolFact? School, HealthFact? Health, IReadOnlyList<DisabilityFact> Disabilities, RiskFact? Risk, IReadOnlyList<AccountFact> Accounts)
{
    public IEnumerable<PersonFact> Of(string role) => People.Where(person => person.Role == role);

    public IEnumerable<CircumstanceFact> Of(PersonFact parent) => Circumstances.Where(one => one.Parent == parent.Role);

    public IEnumerable<CategoryFact> OpenCategories => Categories.Where(one => one.State is "active" or "proposed");
}

/// <summary>Registered home, dwelling and household.</summary>
public sealed record HomeFacts(string? Ethnicity, string? HukouPlace, string? HukouAddress, string? HukouKind, string? Address, string? LivesWith, string? Economy, string? Remark, string? IdKind, string? PayingCounty);

public sealed record CategoryFact(Guid Id, string Code, string Words, DateOnly From, DateOnly? To, string State, string? Ground, string? EndReason, bool IsUndated);

public sealed record CircumstanceFact(Guid Id, string Parent, string? Words, string? Note, DateOnly From, DateOnly? On, bool IsProved);

public sealed record PersonFact(Guid Id, string Role, string? Name, string? Relation, string? IdText, string? WorkPlace, string? Address, string? Basis, string? Ability, string? CareReason, DateOnly From);

public sealed record PhoneFact(Guid Id, string Role, string Masked, int Rank);

public sealed record SchoolFact(Guid Id, string? Stage, string? Status, string? School, string? Grade, bool? IsBoarding, DateOnly From, bool IsUndated);

public sealed record HealthFact(Guid Id, string? Code, string? Note, DateOnly From);

public sealed record DisabilityFact(Guid Id, string? Kind, string? Grade, string? Note, string? Certificate, DateOnly? ExpiresOn, DateOnly From);

public sealed record RiskFact(string Level, string? Reason, DateOnly From);

public sealed record AccountFact(string? Bank, string? Holder, string Masked, string State);

/// <summary>Another child of the same household inside the jurisdiction.</summary>
public sealed record Sibling(Guid Id, string Name, string Age, string Village);
