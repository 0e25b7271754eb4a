using System.Reflection;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Sealed;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends security §3.1 and architecture §4, §6, §7: every table is fenced or says why not, recorded or dated, and migrated on both engines.</summary>
public sealed class ModelWalls
{
    /// <summary>Types of the framework cannot carry our attribute; the reason stands here.</summary>
    private static readonly Dictionary<string, string> FrameworksOwn = new()
    {
        ["DataProtectionKey"] = "the key ring of cookies; no child's fact",
        ["IdentityUserClaim`1"] = "of accounts; no child's fact",
        ["IdentityUserLogin`1"] = "of accounts; no child's fact",
        ["IdentityUserToken`1"] = "of accounts; no child's fact",
    };

    /// <summary>Neither recorded nor dated, with the reason.</summary>
    private static readonly Dictionary<string, string> Timeless = new()
    {
        ["FileNumberBlock"] = "a counter; the file that takes a number is recorded",
    };

    [Theory, BothEngines]
    public async Task Every_entity_is_fenced_or_says_why_not(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsNobody();
        Wall.Holds(Unfenced(desk.Db.Model.GetEntityTypes().Select(entity => entity.ClrType)), "An entity is IFenced, or [Unfenced(\"reason\")] (security 3.1).");
        Wall.Holds(desk.Db.Model.GetEntityTypes().Where(entity => typeof(IFenced).IsAssignableFrom(entity.ClrType) && entity.FindDeclaredQueryFilter("fence") is null).Select(Named("has no filter \"fence\"")), "Every fenced entity has the filter (security 3.1).");
    }

    [Theory, BothEngines]
    public async Task Every_entity_is_recorded_or_dated(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsNobody();
        Wall.Holds(Undated(desk.Db.Model.GetEntityTypes().Select(entity => entity.ClrType)), "What is not written with an event (IRecordedElsewhere) carries its own date (architecture 4, 6).");
    }

    [Fact]
    public void An_entity_without_fence_or_date_is_found()
    {
        Wall.Finds(Unfenced([typeof(Stray), typeof(Excused), typeof(NoReason)]), 2);
        Wall.Finds(Undated([typeof(Stray), typeof(Excused), typeof(NoReason)]), 1);
    }

    private sealed class Stray;

    [Unfenced("words for a test, no child's fact")]
    private sealed class Excused : IRecordedElsewhere;

    [Unfenced("")]
    private sealed class NoReason : IRecordedElsewhere
    {
        public DateTime At { get; set; }
    }

    [Theory, BothEngines]
    public async Task No_migration_is_pending(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsOperator();
        Assert.False(desk.Db.Database.HasPendingModelChanges(), "HuTongDb changed after its last migration; see docs/operations.md, Changing tables.");
        Assert.False(desk.Get<SealedDb>().Database.HasPendingModelChanges(), "SealedDb changed after its last migration.");
        Assert.Empty(await desk.Db.Database.GetPendingMigrationsAsync());
        Assert.NotEmpty(desk.Db.Database.GetMigrations());
    }

    [Fact]
    public async Task Both_engines_have_the_same_tables_columns_and_indexes()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1") return;
        await using var lite = await World.Create(Engine.Sqlite);
        await using var pg = await World.Create(Engine.Postgres);
        var (left, right) = (await TablesOf.Sqlite(lite), await TablesOf.Postgres(pg));
        Wall.Holds(TablesOf.Differences(left, right), "A schema is one schema on both engines (architecture 7).");
        Assert.True(left.Count > 50, "The comparison read almost nothing.");
    }

    [Fact]
    public void A_difference_between_schemas_is_found() =>
        Wall.Finds(TablesOf.Differences(["child.name text null", "child.id text"], ["child.name text", "child.id text", "child.age integer"]), 3);

    [Fact]
    public async Task On_PostgreSQL_every_fenced_table_has_its_policy_even_for_its_owner()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1") return;
        await using var world = await World.Create(Engine.Postgres);
        await using var desk = world.AsOperator();
        var walled = (await TablesOf.Rows(world.ConnectionString, """
            SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity
              AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'fence')
            """)).Select(row => row[0]).ToHashSet();
        Wall.Holds(desk.Db.Model.GetEntityTypes().Where(entity => typeof(IFenced).IsAssignableFrom(entity.ClrType) && !walled.Contains(entity.GetTableName()!)).Select(Named("has no row-level policy")),
            "Row-level security is the second wall of every fenced table (security 3.4).");
        Assert.NotEmpty(walled);
    }

    private static Func<IEntityType, Offence> Named(string what) => entity => new(entity.ClrType.Name, 0, what);

    private static IEnumerable<Offence> Unfenced(IEnumerable<Type> entities) =>
        from type in entities
        where !typeof(IFenced).IsAssignableFrom(type) && !FrameworksOwn.ContainsKey(type.Name) && type.GetCustomAttribute<UnfencedAttribute>() is not { Reason.Length: > 10 }
        select new Offence(type.Name, 0, "is neither fenced nor excused with a reason");

    private static IEnumerable<Offence> Undated(IEnumerable<Type> entities) =>
        from type in entities
        where typeof(IRecordedElsewhere).IsAssignableFrom(type) && !Timeless.ContainsKey(type.Name) && !type.GetProperties().Any(IsDate)
        select new Offence(type.Name, 0, "is neither recorded nor dated");

    private static bool IsDate(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type && (type == typeof(DateOnly) || type == typeof(DateTime));
}
