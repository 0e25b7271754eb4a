using System.Net;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace HuTong.Walls;

/// <summary>The tools that all other tests trust: copies of a template are separate, and Browser sends what a person's browser would.</summary>
public sealed class TestTools
{
    [Theory, BothEngines]
    public async Task Two_copies_of_a_template_are_separate_and_empty_of_each_others_rows(Engine engine)
    {
        await using var one = await TestDatabase.From(engine, "tools", Build(engine));
        await using var two = await TestDatabase.From(engine, "tools", Build(engine));
        await Run(engine, one.ConnectionString, "INSERT INTO child VALUES (1)");
        Assert.Equal(1L, await Run(engine, one.ConnectionString, "SELECT count(*) FROM child"));
        Assert.Equal(0L, await Run(engine, two.ConnectionString, "SELECT count(*) FROM child"));
    }

    private static Func<string, string, Task> Build(Engine engine) => (connection, _) => Run(engine, connection, "CREATE TABLE child (id int)");

    private static async Task<object?> Run(Engine engine, string connectionString, string sql)
    {
        await using System.Data.Common.DbConnection connection = engine == Engine.Sqlite ? new SqliteConnection(connectionString) : new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task A_form_sends_its_hidden_fields_its_choices_and_its_button_and_follows_the_redirect()
    {
        await using var app = await Echo();
        using var browser = new Browser(app.GetTestClient());
        await browser.Get("/form");
        var page = await browser.Submit("保存", ("name", "王丽佳"));
        Assert.Equal(["/done?token=t1&kind=b&agree=on&name=王丽佳&act=save&cookie=seen"], browser.Redirects.Select(Uri.UnescapeDataString));
        Assert.Equal("已保存", page.Heading);
    }

    [Fact]
    public async Task A_field_that_the_form_does_not_have_cannot_be_filled_in()
    {
        await using var app = await Echo();
        using var browser = new Browser(app.GetTestClient());
        await browser.Get("/form");
        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.Submit("保存", ("nobody", "x")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => browser.Submit("没有的按钮"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/nowhere")).Status);
    }

    private static async Task<WebApplication> Echo()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/form", (HttpContext http) =>
        {
            http.Response.Cookies.Append("seen", "seen");
            return Results.Content("""
                <form method="post" action="/save"><input type="hidden" name="token" value="t1"><input name="name" value="">
                <input type="radio" name="kind" value="a"><input type="radio" name="kind" value="b" checked>
                <input type="checkbox" name="agree" checked><input name="off" disabled value="x">
                <button name="act" value="save">保存</button><button name="act" value="drop">不保存</button></form>
                """, "text/html");
        });
        app.MapPost("/save", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            return Results.Redirect($"/done?{string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!)}"))}&cookie={http.Request.Cookies["seen"]}");
        });
        app.MapGet("/done", () => Results.Content("<h1>已保存</h1>", "text/html"));
        await app.StartAsync();
        return app;
    }
}
