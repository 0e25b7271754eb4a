using System.Data.Common;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.Testing;

namespace HuTong.People.Tests;

/// <summary>The connection of a request: nobody's, then told by the statement that reads whose session it is (decision 009, security.md 3.3). SQLite has nothing to tell.</summary>
public sealed class WhoseConnectionTests
{
    private static readonly Told Nothing = new("", "", "", "", "");

    [Theory, BothEngines]
    public async Task Who_has_places_is_told_by_the_same_statement_and_as_the_scope_says(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        await using var desk = world.AsNobody();
        var told = await Tell(world, desk, "lin.one", opened.Password);
        if (engine == Engine.Postgres) Assert.Equal(new Told("370831", "370831", "370831:", "", ""), told);
        Assert.Equal(engine == Engine.Postgres ? told : null, (await world.Scope(desk.Scope.SessionId))!.Told);   // so nothing had to be said twice
    }

    [Theory, BothEngines]
    public async Task Who_sees_no_child_has_a_connection_that_sees_none_whatever_places_the_post_has(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("wang.two", Roles.SecurityAdmin, null);
        if (engine == Engine.Postgres)
        {
            await using var operating = world.AsOperator();
            await using var connection = operating.Get<Database>().Open();
            await using var place = connection.CreateCommand();   // which no page would give an administrator
            place.CommandText = "INSERT INTO jurisdiction (id, post_id, prefix, is_responsible, valid_from, version) SELECT gen_random_uuid(), id, '370831', false, valid_from, 1 FROM post WHERE role = 'security-admin'";
            Assert.Equal(1, await place.ExecuteNonQueryAsync());
        }
        await using var desk = world.AsNobody();
        var told = await Tell(world, desk, "wang.two", opened.Password);
        Assert.Equal(Nothing, told);
    }

    [Theory, BothEngines]
    public async Task A_connection_comes_back_to_the_pool_without_its_scope(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        for (var round = 0; round < 20; round++)
        {
            await using (var desk = world.AsNobody()) await Tell(world, desk, "lin.one", opened.Password);
            await using var next = world.AsNobody();
            await using var connection = await next.Get<Database>().OpenOfNobody();
            Assert.Equal(Nothing, await ToldOf(connection, engine));
        }
    }

    private static async Task<Told> Tell(World world, Desk desk, string username, string password)
    {
        var entered = await world.SignIn(username, password);
        Assert.True(entered.Ok);
        await using var connection = await desk.Get<Database>().OpenOfNobody();
        var grant = await desk.Get<IScopeSource>().OfSession(entered.Value.SessionId, connection, TestContext.Current.CancellationToken);
        desk.Scope.Become(grant!);
        await desk.Db.ReadOver(connection, grant!.Told);
        return await ToldOf(connection, world.Engine);
    }

    private static async Task<Told> ToldOf(DbConnection connection, Engine engine)
    {
        if (engine == Engine.Sqlite) return Nothing;
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT " + string.Join(", ", new[] { "scope", "lo", "hi", "granted", "audit" }.Select(name => $"coalesce(current_setting('hutong.{name}', true), '')"));
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4));
    }
}
