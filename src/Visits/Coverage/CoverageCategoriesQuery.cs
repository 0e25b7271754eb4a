using HuTong.Children.Board;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Coverage;

/// <summary>Children of one category, or of two at once.</summary>
/// <param name="Key">What the list behind it is asked for: a key of <see cref="CoverageCategories"/>.</param>
public sealed record CategoryFigures(string Key, Figures Figures);

/// <summary>The running month by every category of one's own: a child stands in each of them, so rows are not to be added up.</summary>
/// <param name="Overlaps">Who stands in two rows, named; orphans and the like stand among those in difficulty anyway.</param>
/// <param name="Children">How many children these are, each once: without those whose file is another office's by now.</param>
public sealed record CategoryBoard(IReadOnlyList<CategoryFigures> Rows, IReadOnlyList<CategoryFigures> Overlaps, int Children);

/// <summary>Keys of categories in coverage: a node of the tree, two with a comma, or none.</summary>
public static class CoverageCategories
{
    public const string NoneNow = "none";

    private static readonly string[] Apart = [Categories.InDifficulty, Categories.LeftBehind, Categories.Migrant, Categories.Attention];

    public static readonly IReadOnlyList<string> Nodes = [.. BoardColumns.Nodes, Categories.Attention, NoneNow];

    /// <summary>Pairs of nodes that share nothing in the tree.</summary>
    public static readonly IReadOnlyList<string> Pairs = [.. Apart.SelectMany((one, at) => Apart.Skip(at + 1).Select(other => $"{one},{other}"))];

    public static bool Knows(string key) => key.Split(',').All(Nodes.Contains);

    public static string Words(string key) => string.Join("＋", key.Split(',').Select(node => node == NoneNow ? "现在没有类别" : Categories.Words(node)));

    /// <summary>Bits of the category line of which one at least is set, for each node; 0: no bit at all.</summary>
    public static IEnumerable<long> Masks(string key) => key.Split(',').Select(Mask);

    public static long Mask(string node) => Categories.Bits(Categories.OfGroup(node).Select(category => category.Code));

    public static bool Has(long bits, string key) => Masks(key).All(mask => mask == 0 ? bits == 0 : (bits & mask) != 0);
}

/// <summary>Counts the running month by category: one pass, grouped by what children are at once; categories as they stand on the children's lines today. Who is late and who was not seen is counted with the place.</summary>
public sealed class CoverageCategoriesQuery(HuTongDb db, CoverageQuery coverage, CoverageChildrenQuery children, KeptCounts kept, Scope scope)
{
    public Task<CategoryBoard> Run(string place, Month month, CancellationToken cancel = default) => kept.Of(scope, $"coverage by category {place} {month}", () => Count(place, month, cancel));

    private async Task<CategoryBoard> Count(string place, Month month, CancellationToken cancel)
    {
        var found = await children.Of(place, month).Join(db.Set<Children.RegisterLine>(), child => child.ChildId, line => line.ChildId, (child, line) => new { line.CategoryBits, child.Duties, child.Done, child.Open }).GroupBy(child => child.CategoryBits)
            .Select(bits => new { bits.Key, Due = bits.Count(), Done = bits.Sum(child => child.Done == child.Duties ? 1 : 0), Excused = bits.Sum(child => child.Done < child.Duties && child.Open == 0 ? 1 : 0) }).TagWith(KeptCounts.Tag).ToListAsync(cancel);
        var all = found.Select(bits => KeyValuePair.Create(bits.Key, new Figures(bits.Due, bits.Excused, bits.Done))).Concat((await coverage.Run(place, cancel: cancel)).OfToday).ToList();
        IReadOnlyList<CategoryFigures> Of(IEnumerable<string> keys) => [.. keys.Select(key => new CategoryFigures(key, all.Where(bits => CoverageCategories.Has(bits.Key, key)).Aggregate(Figures.None, (sum, bits) => sum + bits.Value))).Where(one => one.Figures != Figures.None)];
        return new CategoryBoard(Of(CoverageCategories.Nodes), Of(CoverageCategories.Pairs), found.Sum(bits => bits.Due));
    }
}
