namespace HuTong.Data.Fence;

/// <summary>A row that belongs to a place: seen and written only inside the jurisdiction (security.md 3.1).</summary>
public interface IFenced
{
    /// <summary>Significant digits only (6, 9 or 12, a city's import rows also 4), never padded.</summary>
    string Region { get; }
}

/// <summary>A fenced row about one child; a grant for the child opens it too.</summary>
public interface IChildFact : IFenced
{
    Guid Id { get; }
    Guid ChildId { get; }
}

/// <summary>A row people edit: the version they saw must still be the stored one.</summary>
public interface IVersioned
{
    long Version { get; set; }
}

/// <summary>A row whose changes are written to the record by hand, or that is itself a log; the reason stands in the type's comment.</summary>
public interface IRecordedElsewhere;

/// <summary>A row about a child that keeps the place where it was closed: it does not follow the child to another village.</summary>
public interface IStaysBehind
{
    bool StaysBehind(DateOnly today);
}
