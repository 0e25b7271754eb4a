using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Board;

/// <summary>The children behind a number of the board, a page of them.</summary>
/// <param name="Count">The number itself.</param>
public sealed record BoardNames(IReadOnlyList<RegisterLine> Rows, int Count, string? Next);

/// <summary>Exactly the children that a number of the board counts, by village and child.</summary>
public sealed class BoardNamesQuery(BoardColumns columns, BoardQuery board)
{
    public const int PageSize = 20;

    public async Task<BoardNames> Run(string place, BoardColumn column, DateOnly on, string? after, CancellationToken cancel = default)
    {
        var count = (await board.Run(place, on, cancel)).Whole.Numbers[BoardColumns.Shown.ToList().IndexOf(column)];
        var page = Paged<RegisterLine>.Of(await columns.Of(place, column.Code, on).After(VillageCursor.Parse(after), PageSize).ToListAsync(cancel), PageSize, VillageCursor.After);
        return new BoardNames(page.Rows, count, page.Next);
    }
}
