using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Board;

/// <summary>A number of the board: on the register, of a category, new in the month, left in the month.</summary>
/// <param name="Code">all, new, left, or a node of the category tree.</param>
public sealed record BoardColumn(string Code, string Words);

/// <summary>Whom each number of the board counts; the list behind it asks the same (STA-001).</summary>
public sealed class BoardColumns(HuTongDb db, OwnPlaces own)
{
    public const string All = "all", New = "new", Left = "left";

    /// <summary>Nodes of the category tree that leaders ask for; those in difficulty hold the three before.</summary>
    public static readonly IReadOnlyList<string> Nodes = [Categories.Orphan, Categories.DeFactoUnattended, Categories.KeyDifficulty, Categories.InDifficulty, Categories.LeftBehind, Categories.Migrant];

    /// <summary>A child of several categories stands in each of them, and once in the whole.</summary>
    public static readonly IReadOnlyList<BoardColumn> Shown =
    [
        new(All, "在册"), .. Nodes.Select(code => new BoardColumn(code, Categories.Words(code))),
        new(New, "本月列入"), new(Left, "本月退出"),
    ];

    /// <param name="on">The day; months are counted from their first day to it.</param>
    public IQueryable<RegisterLine> Of(string place, string column, DateOnly on)
    {
        var first = new DateOnly(on.Year, on.Month, 1);
        var lines = db.Set<RegisterLine>().AsNoTracking().Inside(own.Stands(place));
        return column switch
        {
            New => lines.Where(line => line.RegisteredOn >= first && line.RegisteredOn <= on && (line.State == FileStates.Registered || line.State == FileStates.ExitReview || line.State == FileStates.Left)),
            Left => lines.Where(line => line.State == FileStates.Left && db.Set<Child>().Any(child => child.Id == line.ChildId && child.ExitOn >= first && child.ExitOn <= on)),
            All => Registered(lines, on),
            _ => OfNode(Registered(lines, on), column, on),
        };
    }

    // Who left on a day was on the register until the day before.
    private IQueryable<RegisterLine> Registered(IQueryable<RegisterLine> lines, DateOnly on) => lines.Where(line => line.RegisteredOn <= on
        && (line.State == FileStates.Registered || line.State == FileStates.ExitReview || line.State == FileStates.Left && db.Set<Child>().Any(child => child.Id == line.ChildId && child.ExitOn > on)));

    private IQueryable<RegisterLine> OfNode(IQueryable<RegisterLine> lines, string node, DateOnly on)
    {
        string[] codes = [.. Categories.OfGroup(node).Select(one => one.Code).Append(node).Distinct()];
        return lines.Where(line => db.Set<CategoryTerm>().Any(term => term.ChildId == line.ChildId && codes.Contains(term.Code) && (term.State == TermStates.Active || term.State == TermStates.Ended) && term.From <= on && (term.To == null || term.To > on)));
    }
}
