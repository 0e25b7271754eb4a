using System.Data.Common;
using System.Text.RegularExpressions;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HuTong.Data;

/// <summary>Where the facts are kept: engine, log-ins, data folder. One for a process.</summary>
public sealed partial class Database : IAsyncDisposable
{
    /// <summary>Makes the log-ins hutong_app and hutong_job.</summary>
    public const string DefaultLogins = "hutong";

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$")]
    private static partial Regex LoginNames();

    private readonly NpgsqlDataSource? _owner;
    private string? _app, _job;
    private long _writes;

    private Database(Engine engine, string connection, string folder, string logins)
    {
        (Engine, ConnectionString, Folder, AppRole, JobRole) = (engine, connection, folder, $"{logins}_app", $"{logins}_job");
        if (engine == Engine.Postgres) _owner = NpgsqlDataSource.Create(connection);
    }

    public Engine Engine { get; }
    public string ConnectionString { get; }

    /// <summary>Folder of keys and files (and of the SQLite files).</summary>
    public string Folder { get; }
    public string SqliteFile => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    /// <summary>The log-in of requests on PostgreSQL. Log-ins belong to the whole server, not to a database.</summary>
    public string AppRole { get; }

    /// <summary>The log-in of jobs and of the sealer on PostgreSQL.</summary>
    public string JobRole { get; }

    /// <summary>False only in tests that try row-level security alone: no setting and no variable reaches it, and SQLite has no other wall.</summary>
    internal bool HasFilter { get; private set; } = true;

    /// <summary>The sealed facts' own file beside the main one.</summary>
    public string SealedFile => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(SqliteFile))!, Path.GetFileNameWithoutExtension(SqliteFile) + ".sealed.db");
    public string SealedConnectionString => Sqlite(SealedFile);

    /// <summary>One writer at a time on SQLite; readers never wait (stack.md 3).</summary>
    public SemaphoreSlim WriteGate { get; } = new(1, 1);

    /// <summary>How often this process has committed something with its record; what was read before may be old once it has grown.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    internal void Wrote() => Interlocked.Increment(ref _writes);

    public NpgsqlDataSource Owner => _owner ?? throw new InvalidOperationException("SQLite has no log-ins.");

    /// <summary>Connection string of requests. Strings and not sources, because contexts of one source do not share their model with another's.</summary>
    public string App => _app ?? ConnectionString;

    /// <summary>Connection string of jobs and the sealer.</summary>
    public string Job => _job ?? ConnectionString;

    /// <param name="connection">`Data Source=…` or `Host=…`; null means SQLite in the folder.</param>
    /// <param name="logins">First part of the log-ins' names on PostgreSQL; of its own for each deployment on one server.</param>
    /// <exception cref="InvalidOperationException">A setting that would let one user's scope reach another's connection.</exception>
    public static Database From(string? connection, string folder, string logins = DefaultLogins)
    {
        PrivateFiles.MakeFolder(folder);
        if (string.IsNullOrWhiteSpace(connection)) connection = $"Data Source={Path.Combine(folder, "hutong.db")}";
        if (!connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            return new Database(Engine.Sqlite, Sqlite(new SqliteConnectionStringBuilder(connection).DataSource), folder, logins);
        if (!LoginNames().IsMatch(logins)) throw new InvalidOperationException("HUTONG_LOGINS 只能用小写字母、数字和下划线，以字母开头，最多 40 个字符。");
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (builder.NoResetOnClose || builder.Multiplexing)
            throw new InvalidOperationException("No Reset On Close 和 Multiplexing 会让一个人的辖区留在另一个人的连接上，不能用。");
        (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (64, 2);
        builder.IncludeErrorDetail = false;
        builder.Options ??= "-c jit=off";   // compiling a statement over sets costs more than it saves, every time
        return new Database(Engine.Postgres, builder.ConnectionString, folder, logins);
    }

    private static string Sqlite(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file, ForeignKeys = true, Pooling = true, DefaultTimeout = 120, Cache = SqliteCacheMode.Private,
    }.ConnectionString;

    public bool Exists()
    {
        if (Engine == Engine.Sqlite) return File.Exists(SqliteFile) && new FileInfo(SqliteFile).Length > 0;
        using var connection = Owner.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT to_regclass('data_key') IS NOT NULL";
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Requests and jobs work under log-ins of their own once `migrate` made them.</summary>
    public void UseLogins(string app, string job)
    {
        _app = As(AppRole, app);
        var sets = new NpgsqlConnectionStringBuilder(As(JobRole, job));
        sets.Options += " -c work_mem=64MB";   // jobs work on sets, one after the other: sorted in memory
        _job = sets.ConnectionString;
    }

    /// <summary>The owner's connection string under another name.</summary>
    internal string As(string role, string password) => new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = password }.ConnectionString;

    /// <summary>Takes the first wall away, so that a test can see what is behind it stand alone: the second on PostgreSQL, the write guard on SQLite.</summary>
    internal void TakeFilterAway() => HasFilter = false;

    /// <summary>A connection of the owner for keys and set-up; no scope, so never for children's rows.</summary>
    public DbConnection Open()
    {
        if (Engine == Engine.Postgres) return Owner.OpenConnection();
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>A connection of requests that is nobody's yet: for what is asked before anybody's scope is known. It sees no fenced row of PostgreSQL.</summary>
    public Task<DbConnection> OpenOfNobody(CancellationToken cancel = default) => OpenOfNobody(App, cancel);

    /// <summary>The same under the log-in of jobs: for tables without a fence that requests may not read.</summary>
    internal Task<DbConnection> OpenOfJobs(CancellationToken cancel) => OpenOfNobody(Job, cancel);

    private async Task<DbConnection> OpenOfNobody(string login, CancellationToken cancel)
    {
        DbConnection connection = Engine == Engine.Postgres ? new NpgsqlConnection(login) : new SqliteConnection(ConnectionString);
        try
        {
            await ScopeOnConnection.OpenOfNobody(connection, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_owner is not null) await _owner.DisposeAsync();
        if (Engine == Engine.Sqlite) SqliteConnection.ClearAllPools();
        WriteGate.Dispose();
    }
}
