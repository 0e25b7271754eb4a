using HuTong.Core.LifeCycles;

namespace HuTong.Children.Files;

/// <summary>A tab of the child's file given by a later room: visits, allowances, cases. Its page stands at /children/{id}/{Tab} and shows the same head.</summary>
public interface IFileSection
{
    /// <summary>The file's own tabs stand before 100, the timeline at 900.</summary>
    int Order { get; }

    /// <summary>Last part of the address: visits.</summary>
    string Tab { get; }

    /// <summary>走访.</summary>
    string Words { get; }

    /// <summary>The right that opens it; without it the tab is left out.</summary>
    string Right { get; }

    /// <summary>How many entries stand behind it; at most one cheap statement.</summary>
    Task<int?> Count(Guid childId, CancellationToken cancel);
}

/// <summary>What must hold elsewhere before a file's state moves: nothing still open, the child met. Given by later rooms; what follows from it is <see cref="FileLifeCycle"/>'s.</summary>
public interface IMoveGuard
{
    /// <param name="facts">What is known so far.</param>
    /// <returns>The facts with those of this room.</returns>
    Task<FileMoveFacts> Say(Child child, FileMoveFacts facts, CancellationToken cancel);
}
