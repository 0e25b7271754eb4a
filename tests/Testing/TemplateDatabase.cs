using System.Collections.Concurrent;
using HuTong.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HuTong.Testing;

/// <summary>A migrated database that tests copy; made once for each test program and key, removed when the program ends.</summary>
internal sealed record TemplateDatabase(Engine Engine, string Name, string Folder)
{
    private static readonly ConcurrentDictionary<(Engine, string), Lazy<Task<TemplateDatabase>>> Made = new();

    static TemplateDatabase() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAll();

    public static Task<TemplateDatabase> Of(Engine engine, string key, Func<string, string, Task> build) =>
        Made.GetOrAdd((engine, key), _ => new(() => Make(engine, build))).Value;

    private static async Task<TemplateDatabase> Make(Engine engine, Func<string, string, Task> build)
    {
        if (engine == Engine.Sqlite)
        {
            var folder = TestDatabase.NewFolder();
            await build(TestDatabase.SqliteIn(folder), folder);
            SqliteConnection.ClearAllPools();   // the last connection folds the write-ahead log into the file
            return new(engine, "", folder);
        }
        var name = TestDatabase.NewName("template");
        await TestDatabase.Server.CreateEmpty(name);
        var filesOfIt = TestDatabase.NewFolder();
        await build(TestDatabase.Server.To(name), filesOfIt);
        NpgsqlConnection.ClearAllPools();       // a template with a connection cannot be copied
        await TestDatabase.Server.Run($"ALTER DATABASE {name} ALLOW_CONNECTIONS false");
        await TestDatabase.Server.Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return new(engine, name, filesOfIt);
    }

    private static void RemoveAll()
    {
        foreach (var template in Made.Values.Where(made => made is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(made => made.Value.Result))
        {
            if (template.Engine == Engine.Postgres) TestDatabase.Server.Drop(template.Name).GetAwaiter().GetResult();
            Directory.Delete(template.Folder, recursive: true);
        }
    }
}
