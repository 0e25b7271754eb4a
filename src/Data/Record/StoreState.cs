using HuTong.Data.Fence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Data.Record;

/// <summary>How much is kept and how far the chain reaches, in numbers.</summary>
/// <param name="Bytes">Size of the database.</param>
/// <param name="OldestUnsealed">When the oldest event without a seal was written; an alarm after five minutes.</param>
public sealed record StoreNumbers(long Bytes, long Unsealed, DateTime? OldestUnsealed);

/// <summary>Counts over every place, for who keeps the installation running; reads no fact.</summary>
public sealed class StoreState(IServiceScopeFactory scopes, Database database)
{
    public async Task<StoreNumbers> Run(CancellationToken cancel = default)
    {
        await using var work = scopes.CreateAsyncScope();
        work.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("state of the store");
        var db = work.ServiceProvider.GetRequiredService<HuTongDb>();
        var unsealed = db.Set<Event>().IgnoreQueryFilters().AsNoTracking().Where(one => one.SealNo == null);
        return new StoreNumbers(await Bytes(db, cancel), await unsealed.LongCountAsync(cancel), await unsealed.OrderBy(one => one.Id).Select(one => (DateTime?)one.At).FirstOrDefaultAsync(cancel));
    }

    private async Task<long> Bytes(HuTongDb db, CancellationToken cancel)
    {
        if (db.Engine == Engine.Postgres) return await db.Database.SqlQuery<long>($"SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel);
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        return new[] { file, file + "-wal" }.Where(File.Exists).Sum(path => new FileInfo(path).Length);
    }
}
