using HuTong.Bench.Rig;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using HuTong.Web;
using HuTong.Web.Verbs;
using Microsoft.Data.Sqlite;
using Npgsql;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace HuTong.Bench;

/// <summary>a1, a2: a visit over HTTP with its duty, record and counters, beside raw durable commits; a month's duties beside INSERT … SELECT of the same rows; f1, f2: the city's page and the counters.</summary>
internal sealed partial class Visits(Bench bench)
{
    private const int AtOnce = 16, VisitDays = 40;

    public async Task Run(Product product, string engine)
    {
        await Month(product, engine);
        await Recount(product, engine);
        await DayIsDone(product);
        await using var server = await product.Serve();
        await Board(server, engine);
        await Record(product, server, engine);
    }

    /// <summary>All duties of the running month, and the same rows copied by one statement into a table of the same indexes.</summary>
    private async Task Month(Product product, string engine)
    {
        await using var services = House.Services(new Settings(product.Db, product.Data, DateOnly.Parse(Product.Today), ""), out _);
        await using var opened = Inspect.Opened(services, "bench");
        var month = Core.Month.Of(DateOnly.Parse(Product.Today));
        await BackDate(product);
        List<double> made = [], limit = [];
        for (var round = 0; round < bench.Rounds; round++)
        {
            var rows = 0;
            await using (var scope = services.CreateAsyncScope())
            {
                scope.ServiceProvider.GetRequiredService<Data.Fence.Scope>().BecomeSystem("bench", Data.Fence.WholeCountry.Prefixes);
                var db = scope.ServiceProvider.GetRequiredService<HuTongDb>();
                await using var write = await WriteTransaction.Begin(db);
                var watch = Stopwatch.StartNew();
                rows = await scope.ServiceProvider.GetRequiredService<DutyMaker>().Begin(month.Plus(round), DateOnly.Parse(Product.Today));
                await write.Commit();
                made.Add(watch.Elapsed.TotalSeconds);
            }
            limit.Add(await Copy(product, month.Plus(round), rows));
        }
        bench.Report.Line("v.month", $"{engine} children={bench.Rows}", made, limit, "s", 3, more: false);
    }

    /// <summary>The day's work is done, so that none begins while pages are measured.</summary>
    private static async Task DayIsDone(Product product)
    {
        await using var services = House.Services(new Settings(product.Db, product.Data, DateOnly.Parse(Product.Today), ""), out _);
        await using var opened = Inspect.Opened(services, "bench");
        await services.GetRequiredService<DayBreak>().Ask();
        while (await services.GetRequiredService<JobWorker>().RunOne(default)) { }
    }

    /// <summary>The children have been on the register since spring: the running month owes a visit to each.</summary>
    private static async Task BackDate(Product product)
    {
        await using var connection = Open(product);
        await connection.OpenAsync();
        foreach (var sql in new[] { "UPDATE register_line SET registered_on = '2026-03-02' WHERE registered_on IS NOT NULL", "UPDATE category_term SET \"from\" = '2026-03-02'" }) await Execute(connection, sql);
    }

    private static async Task<int> Execute(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 1200);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<double> Copy(Product product, Core.Month month, int expected)
    {
        await using var connection = Open(product);
        await connection.OpenAsync();
        var isPostgres = connection is NpgsqlConnection;
        Task<int> Do(string sql) => Execute(connection, sql);
        await Do("DROP TABLE IF EXISTS raw_duty");
        await Do(isPostgres ? "CREATE TABLE raw_duty (LIKE visit_duty INCLUDING INDEXES)" : (await Sql(connection, "SELECT sql FROM sqlite_master WHERE name = 'visit_duty'")).Replace("\"visit_duty\"", "raw_duty", StringComparison.Ordinal).Replace("pk_visit_duty", "pk_raw_duty", StringComparison.Ordinal));
        if (!isPostgres)
        {
            await Do("CREATE INDEX raw_1 ON raw_duty (month, counts_at)");
            await Do("CREATE INDEX raw_2 ON raw_duty (region, due) WHERE state = 'due'");
        }
        var watch = Stopwatch.StartNew();
        var copied = await Do($"INSERT INTO raw_duty SELECT * FROM visit_duty WHERE month = '{month.First:yyyy-MM-dd}' OR kind = 'quarterly' AND \"from\" = '{month.First:yyyy-MM-dd}' ORDER BY child_id");   // a quarter is made in its first month and counts in its last
        if (copied < expected) throw new InvalidOperationException($"{copied} of {expected} duties were copied.");
        var took = watch.Elapsed.TotalSeconds;
        await Do("DROP TABLE raw_duty");
        return took;
    }

    private static async Task<string> Sql(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>f2: all counters of a month counted anew, beside one aggregate of the same columns on an index that covers them.</summary>
    private async Task Recount(Product product, string engine)
    {
        await using var services = House.Services(new Settings(product.Db, product.Data, DateOnly.Parse(Product.Today), ""), out _);
        await using var opened = Inspect.Opened(services, "bench");
        var month = Core.Month.Of(DateOnly.Parse(Product.Today));
        List<double> made = [], limit = [];
        await using var connection = Open(product);
        await connection.OpenAsync();
        foreach (var sql in new[] { "DROP TABLE IF EXISTS raw_cover", $"CREATE TABLE raw_cover AS SELECT counts_at, class, state FROM visit_duty WHERE month = '{month.First:yyyy-MM-dd}'", "CREATE INDEX raw_cover_1 ON raw_cover (counts_at, class, state)", connection is NpgsqlConnection ? "VACUUM ANALYZE raw_cover" : "ANALYZE raw_cover" }) await Execute(connection, sql);
        for (var round = 0; round < bench.Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using (var command = connection.CreateCommand())
            {
                (command.CommandText, command.CommandTimeout) = ("SELECT counts_at, class, count(*), sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN state = 'excused' THEN 1 ELSE 0 END) FROM raw_cover GROUP BY counts_at, class", 1200);
                await using (var reader = await command.ExecuteReaderAsync()) while (await reader.ReadAsync()) { }
                limit.Add(watch.Elapsed.TotalSeconds);
            }
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Data.Fence.Scope>().BecomeSystem("bench", Data.Fence.WholeCountry.Prefixes);
            await using var write = await WriteTransaction.Begin(scope.ServiceProvider.GetRequiredService<HuTongDb>());
            var counting = Stopwatch.StartNew();
            await scope.ServiceProvider.GetRequiredService<CoverageTally>().Count(month, null);
            await write.Commit();
            made.Add(counting.Elapsed.TotalSeconds);
        }
        await Execute(connection, "DROP TABLE raw_cover");
        bench.Report.Line("f2.counters", $"{engine} children={bench.Rows}", made, limit, "s", 3, more: false);
    }

    /// <summary>f1: the city's first page and its page of coverage, c=4, beside a static Razor page of the same bytes.</summary>
    private async Task Board(Server server, string engine)
    {
        var captures = Directory.CreateTempSubdirectory("hutong-captures-").FullName;
        await using var bare = await bench.ServeBare(captures);
        using var city = await Visitor.LogIn(server.Url, "jn.officer");
        foreach (var (name, path) in new[] { ("f1.home.city", "/"), ("f1.coverage.city", "/coverage") })
        {
            await File.WriteAllTextAsync(Path.Combine(captures, name), await city.Get(path, false));
            await Wrk.Run(server.Url + path, city.Cookie, false, 4, 2);
            await Wrk.Run($"{bare.Url}/same/{name}", null, false, 4, 2);
            List<double> made = [], limit = [];
            for (var round = 0; round < bench.Rounds; round++)
            {
                limit.Add((await Wrk.Run($"{bare.Url}/same/{name}", null, false, 4, bench.Seconds)).PerSecond);
                made.Add((await Wrk.Run(server.Url + path, city.Cookie, false, 4, bench.Seconds)).PerSecond);
            }
            bench.Report.Line(name, $"{engine} children={bench.Rows}", made, limit, "/s", 0.15, more: true);
        }
        Directory.Delete(captures, recursive: true);
    }

    private async Task Record(Product product, Server server, string engine)
    {
        // Each child is seen on many days: the first visit of a month fulfils its duty, the others are kept beside it.
        var waiting = await Waiting(product);
        var children = new Queue<(string Account, Guid Child, int Day)>(Enumerable.Range(0, VisitDays).SelectMany(day => waiting.Select(one => (one.Account, one.Child, day))));
        var visitors = new Dictionary<string, (Visitor Visitor, string Token)>();
        foreach (var account in children.Select(one => one.Account).Distinct())
        {
            var visitor = await Visitor.LogIn(server.Url, account);
            visitors[account] = (visitor, Token().Match(await visitor.Get($"/children/{children.First(one => one.Account == account).Child}/visits/new", false)).Groups[1].Value);
        }
        foreach (var (figure, many, target) in new[] { ("a2.visit", 1, engine == "pg" ? 0.35 : 0.5), ("a1.visit", AtOnce, engine == "pg" ? 0.35 : 0.15) })
        {
            await Post(server, visitors, children, many, TimeSpan.FromSeconds(1));   // warm
            List<double> made = [], limit = [];
            for (var round = 0; round < bench.Rounds; round++)
            {
                limit.Add(await Commits(product, many, TimeSpan.FromSeconds(bench.Seconds)));
                made.Add(await Post(server, visitors, children, many, TimeSpan.FromSeconds(bench.Seconds)));
            }
            bench.Report.Line(figure, $"{engine} children={bench.Rows} c={many}", made, limit, "/s", target, more: true);
        }
        foreach (var (visitor, _) in visitors.Values) visitor.Dispose();
    }

    /// <summary>Visits posted for so long; each must be kept.</summary>
    /// <returns>Visits a second.</returns>
    private static async Task<double> Post(Server server, Dictionary<string, (Visitor Visitor, string Token)> visitors, Queue<(string Account, Guid Child, int Day)> children, int many, TimeSpan time)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = many });
        var (done, gate, watch) = (0, new Lock(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, many).Select(async _ =>
        {
            while (watch.Elapsed < time)
            {
                (string Account, Guid Child, int Day) next;
                lock (gate) if (!children.TryDequeue(out next)) throw new InvalidOperationException("All children of the township were visited; a larger register is wanted.");
                var (visitor, token) = visitors[next.Account];
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/children/{next.Child}/visits/new") { Content = new FormUrlEncodedContent(Form(token, next.Day)) };
                request.Headers.Add("Cookie", visitor.Cookie);
                using var answer = await client.SendAsync(request);
                if ((int)answer.StatusCode != 302) throw new InvalidOperationException($"A visit answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                Interlocked.Increment(ref done);
            }
        }));
        return done / watch.Elapsed.TotalSeconds;
    }

    private static IEnumerable<KeyValuePair<string, string>> Form(string token, int day) =>
    [
        new("__RequestVerificationToken", token), new("Report.Key", Guid.CreateVersion7().ToString()), new("Report.On", DateOnly.Parse(Product.Today).AddDays(-day).ToString("yyyy-MM-dd")), new("Report.Kind", "home"), new("Report.Met", "child"), new("Report.Condition", "fine"), new("Report.LateReason", "没有信号"),
        .. VisitCodes.Checks.All.Select(check => KeyValuePair.Create($"Report.Checks[{check.Key}]", "fine")),
    ];

    /// <summary>Registered children of the townships of 泗水, with the supervisor of each.</summary>
    private static async Task<List<(string Account, Guid Child)>> Waiting(Product product)
    {
        List<(string, Guid)> found = [];
        await using var connection = Open(product);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT region, child_id FROM register_line WHERE region >= '370831' AND region < '370832' AND state = 'registered' ORDER BY child_id";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (region, id) = (reader.GetString(0), reader.GetFieldType(1) == typeof(Guid) ? reader.GetGuid(1) : Guid.Parse(reader.GetString(1)));
            found.Add((region.StartsWith("370831101", StringComparison.Ordinal) ? "quanlin.supervisor" : $"s{region[..9]}", id));
        }
        return found;
    }

    /// <summary>Durable one-row commits a second: PostgreSQL prepared on so many connections; SQLite one writer that takes what waits and commits it at once.</summary>
    private static async Task<double> Commits(Product product, int many, TimeSpan time)
    {
        await using (var making = Open(product))
        {
            await making.OpenAsync();
            await using var make = making.CreateCommand();
            make.CommandText = "CREATE TABLE IF NOT EXISTS raw_commit (id TEXT PRIMARY KEY, child TEXT, on_day TEXT, note TEXT)";
            await make.ExecuteNonQueryAsync();
        }
        return product.Db is null ? await Queue(product, many, time) : await Connections(product, many, time);
    }

    private static async Task<double> Connections(Product product, int many, TimeSpan time)
    {
        var (done, watch) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, many).Select(async _ =>
        {
            await using var connection = new NpgsqlConnection(product.Db);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("INSERT INTO raw_commit VALUES ($1, $2, '2026-06-15', 'met')", connection);
            command.Parameters.Add(new NpgsqlParameter<string>());
            command.Parameters.Add(new NpgsqlParameter<string>());
            await command.PrepareAsync();
            while (watch.Elapsed < time)
            {
                ((NpgsqlParameter<string>)command.Parameters[0]).TypedValue = Guid.CreateVersion7().ToString();
                ((NpgsqlParameter<string>)command.Parameters[1]).TypedValue = "child";
                await command.ExecuteNonQueryAsync();
                Interlocked.Increment(ref done);
            }
        }));
        return done / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> Queue(Product product, int many, TimeSpan time)
    {
        var waiting = Channel.CreateUnbounded<TaskCompletionSource>();
        var watch = Stopwatch.StartNew();
        var writer = Write();
        async Task Write()
        {
            await Task.Yield();
            await using var connection = new SqliteConnection($"Data Source={product.File}");
            await connection.OpenAsync();
            await using (var settings = connection.CreateCommand())
            {
                settings.CommandText = "PRAGMA synchronous = FULL";
                await settings.ExecuteNonQueryAsync();
            }
            while (await waiting.Reader.WaitToReadAsync())
            {
                await using var transaction = connection.BeginTransaction();
                await using var command = connection.CreateCommand();
                (command.Transaction, command.CommandText) = (transaction, "INSERT INTO raw_commit VALUES ($id, 'child', '2026-06-15', 'met')");
                var id = command.Parameters.Add("$id", SqliteType.Text);
                List<TaskCompletionSource> taken = [];
                while (taken.Count < 64 && waiting.Reader.TryRead(out var one))
                {
                    id.Value = Guid.CreateVersion7().ToString();
                    await command.ExecuteNonQueryAsync();
                    taken.Add(one);
                }
                await transaction.CommitAsync();
                foreach (var one in taken) one.SetResult();
            }
        }

        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, many).Select(async _ =>
        {
            while (watch.Elapsed < time)
            {
                var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await waiting.Writer.WriteAsync(asked);
                await asked.Task;
                Interlocked.Increment(ref done);
            }
        }));
        var rate = done / watch.Elapsed.TotalSeconds;
        waiting.Writer.Complete();
        await writer;
        return rate;
    }

    private static System.Data.Common.DbConnection Open(Product product) => product.Db is { } db ? new NpgsqlConnection(db) : new SqliteConnection($"Data Source={product.File}");

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
