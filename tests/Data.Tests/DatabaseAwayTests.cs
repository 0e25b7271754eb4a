using System.Net;
using HuTong.Testing;
using Npgsql;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>A database server that is restarted or moved under a running product: whoever asks meanwhile is told, and nothing needs a second start.</summary>
public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task A_database_that_goes_away_for_a_while_stops_neither_the_server_nor_what_it_does_by_itself()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1") return;
        await using var site = await LiveSite.Start(Engine.Postgres);
        var officer = await site.LogIn("c370831");
        Assert.NotEmpty(site.Loops);

        await Allow(site, false);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(site, "/healthz"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await officer.Get("/children")).Status);
        await Task.Delay(TimeSpan.FromSeconds(4));   // the queue is asked every two seconds, the access log written every second
        Assert.All(site.Loops, loop => Assert.False(loop.ExecuteTask!.IsCompleted, loop.GetType().Name));

        await Allow(site, true);
        Assert.Equal(HttpStatusCode.OK, await Status(site, "/healthz"));
        Assert.Equal(HttpStatusCode.OK, (await officer.Get("/children")).Status);   // the session is still hers
        Assert.All(site.Loops, loop => Assert.False(loop.ExecuteTask!.IsCompleted, loop.GetType().Name));
    }

    private static async Task<HttpStatusCode> Status(LiveSite site, string path)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task Allow(LiveSite site, bool isThere)
    {
        var name = new NpgsqlConnectionStringBuilder(site.World.ConnectionString).Database;
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(site.World.Store.ByServerAdmin) { Database = "postgres" }.ConnectionString);
        await using var allow = server.CreateCommand($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {isThere}");
        await allow.ExecuteNonQueryAsync();
        await using var end = server.CreateCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}' AND NOT {isThere}");
        await end.ExecuteNonQueryAsync();
    }
}
