using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Everything stored that lies outside a visitor's jurisdiction, one line a row: two of them are equal when nothing was changed there. Of the
/// logs what concerns a child outside: where somebody logged in or what the product found out by itself is no change of another's facts.
/// </summary>
internal sealed record Outside(IReadOnlyDictionary<string, IReadOnlyList<string>> Tables)
{
    /// <summary>Who may what: changed by the security administrator alone.</summary>
    private static readonly string[] Powers = ["post", "jurisdiction", "grant"];

    public static async Task<Outside> Of(World world, Visitor visitor)
    {
        await using var desk = world.AsNobody();
        var tables = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var entity in desk.Db.Model.GetEntityTypes())
        {
            var (table, isFenced) = (entity.GetTableName()!, typeof(IFenced).IsAssignableFrom(entity.ClrType));
            if (!isFenced && (!Powers.Contains(table) || visitor.Role == "security-admin")) continue;
            var where = isFenced ? "region <> ''" + string.Concat(visitor.Regions.Select(region => $" AND region NOT LIKE '{region}%'")) : "1 = 1";
            if (typeof(ILogged).IsAssignableFrom(entity.ClrType)) where += " AND child_id IS NOT NULL";
            if (table == "duplicate_hit") where += string.Concat(visitor.Regions.Select(region => $" AND NOT EXISTS (SELECT 1 FROM child WHERE child.id IN (first_child_id, second_child_id) AND child.region LIKE '{region}%')"));
            var rows = (await TablesOf.Rows(world.ConnectionString, $"SELECT {Text(world.Engine, entity)} FROM \"{table}\" WHERE {where}")).Select(row => row[0]).Order(StringComparer.Ordinal);
            tables[table] = [.. rows];
        }
        return new Outside(tables);
    }

    /// <summary>Each table with the first row that is new, changed or gone.</summary>
    public IEnumerable<string> Differences(Outside later) => Tables.Where(table => !later.Tables[table.Key].SequenceEqual(table.Value))
        .Select(table => $"{table.Key}: {later.Tables[table.Key].Except(table.Value).Concat(table.Value.Except(later.Tables[table.Key])).FirstOrDefault()}");

    // The sealer numbers events in the background. Which of several supervisors answers first gives no power: the county marks one.
    private static string Text(Engine engine, IEntityType entity)
    {
        string[] moving = entity.GetTableName() == "post" ? ["is_lead", "version"] : ["seal_no"];
        return engine == Engine.Postgres
            ? $"(to_jsonb(\"{entity.GetTableName()}\"){string.Concat(moving.Select(column => $" - '{column}'"))})::text"
            : string.Join(" || '|' || ", entity.GetProperties().Select(property => property.GetColumnName()).Where(column => !moving.Contains(column)).Select(column => $"quote(\"{column}\")"));
    }
}
