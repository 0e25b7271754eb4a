using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Due;

namespace HuTong.Visits.Coverage;

/// <summary>A month of all villages of a place that one director answered for.</summary>
/// <param name="Who">Null: villages without a director, all together.</param>
public sealed record DirectorFigures(VillageDirector? Who, IReadOnlyList<string> Villages, Figures Figures)
{
    internal Guid Id => Who?.UserId ?? Guid.Empty;

    /// <summary>What addresses ask for.</summary>
    public string Code => Who?.UserId.ToString() ?? AnsweredFor.Nobody;
}

/// <summary>Coverage of a place and month by director (VIS-012): who answered on its last day, of the running month who does today.</summary>
public sealed class CoverageDirectorsQuery(CoverageQuery coverage, DirectorsQuery directors, OwnPlaces own, Scope scope, ChinaClock clock)
{
    public const int PageSize = 50;

    /// <summary>The lowest rate first; keyset by (rate, director).</summary>
    public async Task<Paged<DirectorFigures>> Run(string place, Month month, string? after = null, int rows = PageSize, CancellationToken cancel = default)
    {
        var who = await directors.Run([.. own.Stands(place)], DayOf(month), cancel);
        var all = (await coverage.Villages(place, month, cancel)).GroupBy(village => who.GetValueOrDefault(village.Key))
            .Select(one => new DirectorFigures(one.Key, [.. one.Select(village => village.Key).Order(StringComparer.Ordinal)], one.Aggregate(Figures.None, (sum, village) => sum + village.Value)));
        if (after?.Split('-') is [var rate, var id] && int.TryParse(rate, out var least) && Guid.TryParseExact(id, "N", out var last)) all = all.Where(one => Rank(one) > least || Rank(one) == least && one.Id.CompareTo(last) > 0);
        return Paged<DirectorFigures>.Of([.. all.OrderBy(Rank).ThenBy(one => one.Id).Take(rows + 1)], rows, one => $"{Rank(one)}-{one.Id:N}");
    }

    /// <summary>The villages behind a row of <see cref="Run"/>.</summary>
    /// <param name="code">A director's id, or none.</param>
    /// <returns>Null when nobody of that id answered for a village of the place.</returns>
    public async Task<AnsweredFor?> Of(string place, Month month, string code, CancellationToken cancel = default) =>
        AnsweredFor.Of(code, (await directors.Run([.. own.Stands(place)], DayOf(month), cancel)).Where(one => scope.Covers(one.Key)));

    private DateOnly DayOf(Month month) => month.Last < clock.Today ? month.Last : clock.Today;

    // A rate has one decimal; who was asked for nobody stands last.
    private static int Rank(DirectorFigures one) => (int)((one.Figures.Rate ?? 101) * 10);
}
