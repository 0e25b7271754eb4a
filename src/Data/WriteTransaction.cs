using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HuTong.Data;

/// <summary>A writing transaction: waits its turn on SQLite, where one writer works at a time. Nobody goes on after a save that was refused, so none is kept to go back to.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly HuTongDb _db;
    private readonly IDbContextTransaction _transaction;
    private readonly bool _gated;
    private bool _done;

    private WriteTransaction(HuTongDb db, IDbContextTransaction transaction, bool gated) => (_db, _transaction, _gated) = (db, transaction, gated);

    public static async Task<WriteTransaction> Begin(HuTongDb db, CancellationToken cancel = default)
    {
        var gated = db.Engine == Engine.Sqlite;
        if (gated) await db.Database_.WriteGate.WaitAsync(cancel);
        db.Database.AutoSavepointsEnabled = false;
        try { return new WriteTransaction(db, await db.Database.BeginTransactionAsync(cancel), gated); }
        catch { if (gated) db.Database_.WriteGate.Release(); throw; }
    }

    /// <summary>Holds a named lock for the whole deployment until the end of the transaction (two imports, two sealers).</summary>
    public async Task LockOnce(string name, CancellationToken cancel = default)
    {
        if (_db.Engine == Engine.Postgres) await _db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({name}))", cancel);
    }

    /// <summary>Holds one lock together with others who share it, and another alone, until the end of the transaction.</summary>
    public async Task LockShared(string shared, string own, CancellationToken cancel = default)
    {
        if (_db.Engine == Engine.Postgres) await _db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared(hashtext({shared})), pg_advisory_xact_lock(hashtext({own}))", cancel);
    }

    public async Task Commit(CancellationToken cancel = default)
    {
        await _transaction.CommitAsync(cancel);
        _done = true;
        _db.Database_.Wrote();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_done) await _transaction.RollbackAsync();
        await _transaction.DisposeAsync();
        if (_gated) _db.Database_.WriteGate.Release();
    }
}
