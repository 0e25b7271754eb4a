using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Board;

/// <summary>A place of the board with its numbers, in the order of <see cref="BoardColumns.Shown"/>.</summary>
public sealed record BoardRow(string Code, string Words, IReadOnlyList<int> Numbers);

/// <summary>Children on the register of a place on a day, by category and the places below it, with the month's changes (STA-001).</summary>
/// <param name="Whole">Its code is <see cref="OwnPlaces.All"/> where it is several places.</param>
/// <param name="Below">Empty for a village.</param>
public sealed record BoardCounts(BoardRow Whole, IReadOnlyList<BoardRow> Below);

/// <summary>Counts the board. A place is what it manages today, a child is where it lives today.</summary>
public sealed class BoardQuery(BoardColumns columns, OwnPlaces own, RegionTree places, KeptCounts kept, Scope scope)
{
    public Task<BoardCounts> Run(string place, DateOnly on, CancellationToken cancel = default) => kept.Of(scope, $"board {place} {on:yyyyMMdd}", () => Count(place, on, cancel));

    private async Task<BoardCounts> Count(string place, DateOnly on, CancellationToken cancel)
    {
        var below = own.Parts(place);
        var numbers = below.Append(place).Distinct().ToDictionary(code => code, _ => new int[BoardColumns.Shown.Count], StringComparer.Ordinal);
        foreach (var (at, column) in BoardColumns.Shown.Index())
        {
            var villages = await columns.Of(place, column.Code, on).TagWith(KeptCounts.Tag).GroupBy(line => line.Region).Select(village => new { village.Key, Children = village.Count() }).ToListAsync(cancel);
            foreach (var village in villages)
            {
                numbers[place][at] += village.Children;
                if (places.Over(village.Key).FirstOrDefault(code => code != place && numbers.ContainsKey(code)) is { } part) numbers[part][at] += village.Children;
            }
        }
        BoardRow Row(string code) => new(code, own.Words(code), numbers[code]);
        return new BoardCounts(Row(place), [.. below.Select(Row)]);
    }
}
