using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HuTong.Walls.Matrix;

/// <summary>Everything stored that lies outside a visitor's jurisdiction, one line a table: two of them are equal when nothing was changed there.</summary>
internal sealed record Outside(IReadOnlyDictionary<string, string> Tables)
{
    /// <summary>Who may what: changed by the security administrator alone.</summary>
    private static readonly string[] Powers = ["post", "jurisdiction", "grant"];

    public static async Task<Outside> Of(World world, Visitor visitor)
    {
        await using var desk = world.AsNobody();
        var tables = new Dictionary<string, string>();
        foreach (var entity in desk.Db.Model.GetEntityTypes())
        {
            var (table, isFenced) = (entity.GetTableName()!, typeof(IFenced).IsAssignableFrom(entity.ClrType));
            if (!isFenced && (!Powers.Contains(table) || visitor.Role == "security-admin")) continue;
            var where = isFenced ? "region <> ''" + string.Concat(visitor.Regions.Select(region => $" AND region NOT LIKE '{region}%'")) : "1 = 1";
            var rows = (await TablesOf.Rows(world.ConnectionString, $"SELECT {Text(world.Engine, entity)} FROM \"{table}\" WHERE {where}")).Select(row => row[0]).Order(StringComparer.Ordinal);
            tables[table] = string.Join('\n', rows);
        }
        return new Outside(tables);
    }

    public IEnumerable<string> Differences(Outside later) => Tables.Where(table => later.Tables[table.Key] != table.Value).Select(table => table.Key);

    // The sealer numbers events in the background.
    private static string Text(Engine engine, IEntityType entity) => engine == Engine.Postgres
        ? $"(to_jsonb(\"{entity.GetTableName()}\") - 'seal_no')::text"
        : string.Join(" || '|' || ", entity.GetProperties().Select(property => property.GetColumnName()).Where(column => column != "seal_no").Select(column => $"quote(\"{column}\")"));
}
