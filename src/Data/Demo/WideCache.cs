using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Demo;

/// <summary>More memory for the one connection that writes hundreds of thousands of rows with their indexes; SQLite alone needs it. Given back at the end.</summary>
public sealed class WideCache : IAsyncDisposable
{
    private readonly HuTongDb db;

    private WideCache(HuTongDb db) => this.db = db;

    /// <summary>To be called inside the transaction, whose connection it is.</summary>
    public static async Task<WideCache> Of(HuTongDb db, CancellationToken cancel)
    {
        if (db.Engine == Engine.Sqlite) await db.Database.ExecuteSqlAsync($"PRAGMA cache_size = -262144", cancel);
        return new WideCache(db);
    }

    public async ValueTask DisposeAsync()
    {
        if (db.Engine == Engine.Sqlite) await db.Database.ExecuteSqlAsync($"PRAGMA cache_size = -2000");
    }
}
