using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;

namespace HuTong.Data.Crypto;

/// <summary>Data keys by county and purpose, unwrapped on first use and kept in memory. Works beside the request's transaction on a connection of its own.</summary>
public sealed class KeyRing(Database database, MasterKey master)
{
    private readonly ConcurrentDictionary<(string County, string Purpose), (int Id, byte[] Key)> _active = new();
    private readonly ConcurrentDictionary<int, byte[]> _byId = new();
    private readonly Lock _making = new();

    /// <summary>The key that new values of a county are written with. County = first six digits of region, or its digits if fewer (tables.md 4).</summary>
    public (int Id, byte[] Key) Active(string region, string purpose)
    {
        var county = region.Length > 6 ? region[..6] : region;
        return _active.TryGetValue((county, purpose), out var known) ? known : _active.GetOrAdd((county, purpose), key => { lock (_making) return Load(key.County, key.Purpose) ?? Make(key.County, key.Purpose); });
    }

    /// <summary>The key a stored value names.</summary>
    /// <exception cref="CryptographicException">The key was destroyed or never existed.</exception>
    public byte[] ById(int id) => _byId.TryGetValue(id, out var known) ? known : _byId.GetOrAdd(id, LoadById);

    /// <summary>Makes the keys of many counties at once, so that none has to be made in the middle of work.</summary>
    public void Prepare(IEnumerable<string> counties, params string[] purposes)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var known = new HashSet<(string, string)>();
        using (var read = Command(connection, transaction, "SELECT county, purpose FROM data_key WHERE state = 'active'"))
        using (var reader = read.ExecuteReader())
            while (reader.Read()) known.Add((reader.GetString(0), reader.GetString(1)));
        foreach (var county in counties)
            foreach (var purpose in purposes)
                if (known.Add((county, purpose))) Insert(connection, transaction, county, purpose);
        transaction.Commit();
    }

    private (int, byte[])? Load(string county, string purpose)
    {
        using var connection = database.Open();
        return Read(connection, county, purpose);
    }

    private (int, byte[])? Read(DbConnection connection, string county, string purpose, DbTransaction? transaction = null)
    {
        using var command = Command(connection, transaction, "SELECT id, wrapped FROM data_key WHERE county = @county AND purpose = @purpose AND state = 'active' ORDER BY id LIMIT 1", ("county", county), ("purpose", purpose));
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return null;
        var id = reader.GetInt32(0);
        return (id, _byId.GetOrAdd(id, _ => master.Unwrap((byte[])reader[1], Context(county, purpose))));
    }

    private (int, byte[]) Make(string county, string purpose)
    {
        using var connection = database.Open();
        using (var transaction = connection.BeginTransaction())
        {
            if (Read(connection, county, purpose, transaction) is null) Insert(connection, transaction, county, purpose);
            transaction.Commit();
        }
        return Read(connection, county, purpose)!.Value;
    }

    private void Insert(DbConnection connection, DbTransaction transaction, string county, string purpose)
    {
        var wrapped = master.Wrap(RandomNumberGenerator.GetBytes(32), Context(county, purpose));
        using var command = Command(connection, transaction, "INSERT INTO data_key (county, purpose, alg, wrapped, kek_id, state, created_at) VALUES (@county, @purpose, 1, @wrapped, @kek, 'active', @at)",
            ("county", county), ("purpose", purpose), ("wrapped", wrapped), ("kek", master.Fingerprint), ("at", database.Engine == Engine.Sqlite ? (object)TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff") : TimeProvider.System.GetUtcNow().UtcDateTime));
        command.ExecuteNonQuery();
    }

    private byte[] LoadById(int id)
    {
        using var connection = database.Open();
        using var command = Command(connection, null, "SELECT county, purpose, wrapped FROM data_key WHERE id = @id AND state <> 'destroyed'", ("id", id));
        using var reader = command.ExecuteReader();
        if (!reader.Read()) throw new CryptographicException($"Key {id} is gone.");
        return master.Unwrap((byte[])reader[2], Context(reader.GetString(0), reader.GetString(1)));
    }

    private static string Context(string county, string purpose) => $"{county}|{purpose}";

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] values)
    {
        var command = connection.Statement(sql, values);
        command.Transaction = transaction;
        return command;
    }
}
