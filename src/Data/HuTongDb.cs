using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using HuTong.Core;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HuTong.Data;

/// <summary>The one model of all rooms' tables, seen through the fence of who asks, written only with its record.</summary>
public sealed class HuTongDb(DbContextOptions<HuTongDb> options, IEnumerable<IModelPart> parts, Database database, Scope scope, FieldCipher cipher, ChinaClock clock)
    : DbContext(options)
{
    private bool _recording;

    public Database Database_ => database;
    public Engine Engine => database.Engine;
    public Scope Scope => scope;

    // What the fence's filter reads, as parameters of every query.
    private string Lo => scope.Lo;
    private string Hi => scope.Hi;
    private IReadOnlyList<string> Prefixes => scope.Prefixes;
    private IReadOnlyList<Guid> Granted => scope.GrantedIds;
    private bool ReadsAllLogs => scope.ReadsAllLogs;

    /// <summary>The filter has the form that the scope needs: one place and the whole country stay a plain range on the index.</summary>
    internal FenceShape Shape => scope.GrantedIds.Count > 0 ? FenceShape.WithGrants : scope.Prefixes.Count <= 1 ? FenceShape.OneRange : scope.IsRange ? FenceShape.Whole : FenceShape.Several;

    private FenceShape? _modelShape;

    /// <summary>Remembers the form of the fence that this context's model was built with.</summary>
    internal FenceShape FixShape() => _modelShape ??= Shape;

    /// <summary>The fence of a context is that of its first use: a scope set afterwards that needs another form would see too much.</summary>
    internal void CheckShape()
    {
        if (_modelShape is { } built && built != Shape) throw new InvalidOperationException("The scope was changed after this context was first used; open a new one.");
    }

    /// <summary>
    /// Reads over a connection that its request holds open, and says there whose it is. For one request's reading: each statement by itself
    /// would open a connection and say it again. Not sooner than the scope is known: to touch a context's connection fixes the form of its fence.
    /// </summary>
    /// <param name="told">What the connection has been told already, so that the same need not be said twice; null: nothing.</param>
    public async Task ReadOver(DbConnection connection, Told? told, CancellationToken cancel = default)
    {
        CheckShape();
        Database.SetDbConnection(connection, contextOwnsConnection: false);
        if (told != Told.Of(scope)) await ScopeOnConnection.Tell(connection, scope, cancel);
        CheckShape();
    }

    /// <summary>Keeps one connection open for the statements of a use case: each by itself would open one and say again whose it is.</summary>
    /// <returns>To be disposed at its end.</returns>
    public async Task<IAsyncDisposable> Hold(CancellationToken cancel = default)
    {
        await Database.OpenConnectionAsync(cancel);
        return new Held(this);
    }

    private sealed class Held(HuTongDb db) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(db.Database.CloseConnectionAsync());
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        foreach (var part in parts) part.Build(model, Engine);
        foreach (var entity in model.Model.GetEntityTypes().Where(entity => !entity.IsOwned()).ToList())
        {
            var type = entity.ClrType;
            model.Entity(type).ToTable(SnakeCase.Of(type.Name));
            if (typeof(IVersioned).IsAssignableFrom(type)) model.Entity(type).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            if (!typeof(IFenced).IsAssignableFrom(type)) continue;
            var region = model.Entity(type).Property(nameof(IFenced.Region)).HasMaxLength(12).IsConcurrencyToken();
            if (Engine == Engine.Postgres) region.UseCollation("C");
            if (database.HasFilter) FenceOf.MakeGenericMethod(type).Invoke(this, [model]);
        }
    }

    private static readonly MethodInfo FenceOf = typeof(HuTongDb).GetMethod(nameof(AddFence), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private void AddFence<T>(ModelBuilder model) where T : class, IFenced
    {
        Expression<Func<T, bool>> inside = Shape is FenceShape.OneRange or FenceShape.Whole
            ? row => string.Compare(row.Region, Lo) >= 0 && string.Compare(row.Region, Hi) < 0
            : row => string.Compare(row.Region, Lo) >= 0 && string.Compare(row.Region, Hi) < 0 && Prefixes.Any(prefix => row.Region.StartsWith(prefix));
        if (Shape == FenceShape.WithGrants && typeof(IChildFact).IsAssignableFrom(typeof(T)))
        {
            var key = model.Entity<T>().Metadata.FindProperty(nameof(IChildFact.ChildId)) is null ? nameof(IChildFact.Id) : nameof(IChildFact.ChildId);
            Expression<Func<T, bool>> granted = row => Granted.Contains(EF.Property<Guid>(row, key));
            inside = inside.Or(granted);
        }
        if (typeof(T).IsAssignableTo(typeof(ILogged)))
        {
            Expression<Func<T, bool>> auditor = _ => ReadsAllLogs;
            inside = inside.Or(auditor);
        }
        model.Entity<T>().HasQueryFilter("fence", inside);
    }

    /// <summary>Saves the changes and their event in one transaction, or neither.</summary>
    /// <param name="action">What happened, a code such as `child-corrected`.</param>
    /// <returns>Null when saved; `stale` when somebody saved before, or the row is not ours (both look alike).</returns>
    public async Task<Problem?> SaveAsync(string action, Subject subject, string? reason = null, CancellationToken cancel = default)
    {
        ChangeTracker.DetectChanges();
        Bump();
        Add(Event.Of(action, subject, reason, ChangeList.From(ChangeTracker, cipher), scope, cipher, clock));
        return await Write(cancel);
    }

    /// <summary>Saves several subjects' changes with an event each.</summary>
    public async Task<Problem?> SaveAsync(IEnumerable<(string Action, Subject Subject, string? Reason)> acts, CancellationToken cancel = default)
    {
        ChangeTracker.DetectChanges();
        Bump();
        var changes = ChangeList.From(ChangeTracker, cipher);
        foreach (var (action, subject, reason) in acts)
            Add(Event.Of(action, subject, reason, [.. changes.Where(change => subject.ChildId is null || change.ChildId == subject.ChildId)], scope, cipher, clock));
        return await Write(cancel);
    }

    private void Bump()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>().Where(entry => entry.State == EntityState.Modified)) entry.Entity.Version++;
    }

    private async Task<Problem?> Write(CancellationToken cancel)
    {
        _recording = true;
        try
        {
            await SaveChangesAsync(cancel);
            database.Wrote();
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("stale", "这份内容刚被别人改过。请看过新的内容，再改一次。");
        }
        finally
        {
            _recording = false;
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        WriteGuard.Check(ChangeTracker, scope, _recording);
        if (Engine == Engine.Postgres || Database.CurrentTransaction is not null) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        await database.WriteGate.WaitAsync(cancel);
        try { return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel); }
        finally { database.WriteGate.Release(); }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new InvalidOperationException("Save asynchronously.");

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

internal enum FenceShape { OneRange, Whole, Several, WithGrants }

/// <summary>One compiled model for each form of the fence.</summary>
internal sealed class ModelByFenceShape : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), (context as HuTongDb)?.FixShape(), (context as HuTongDb)?.Engine, (context as HuTongDb)?.Database_.HasFilter, designTime);
}
