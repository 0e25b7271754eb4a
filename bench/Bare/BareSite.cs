using System.Data.Common;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HuTong.Bench.Bare;

/// <summary>The limit of every page: Razor on Kestrel that writes the same bytes as the product's page, asks no database and knows no log-in.</summary>
internal static class BareSite
{
    /// <param name="folder">Captured pages, one file each.</param>
    public static void Run(string urls, string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(BareSite).Assembly.GetName().Name });
        builder.WebHost.UseUrls(urls);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Bare");
        builder.Services.AddSingleton(new Captures(folder)).AddSingleton(new OneStatement(Environment.GetEnvironmentVariable("BARE_DB")));
        var app = builder.Build();
        app.MapRazorPages();
        app.MapGet("/healthz", () => "ok");
        app.Run();
    }
}

/// <summary>Pages of the product as they were sent, cut into lines.</summary>
public sealed class Captures(string folder)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string[]> known = new();

    public string[] Lines(string name) => known.GetOrAdd(name, one => File.ReadAllText(Path.Combine(folder, Path.GetFileName(one))).Split('\n'));
}

/// <summary>The least that a list can ask: its page of one county, by one prepared statement on a bare connection, with no log-in and no fence.</summary>
public sealed class OneStatement(string? db)
{
    private const string Page = "SELECT child_id, region, name, sex, born_on, guardian_name, guardian_relation, category_bits, state, risk, school FROM register_line WHERE region >= '370831' AND region < '370831:' AND state IN ('registered', 'exit-review', 'to-verify') ORDER BY region, child_id LIMIT 21";

    private readonly NpgsqlDataSource? source = db?.Contains("Host=", StringComparison.Ordinal) == true ? NpgsqlDataSource.Create(db + ";Max Auto Prepare=8") : null;

    public async Task<int> Ask()
    {
        await using DbConnection connection = source is not null ? source.CreateConnection() : new SqliteConnection(db);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Page;
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, cells) = (0, new object[reader.FieldCount]);
        for (; await reader.ReadAsync(); rows++) reader.GetValues(cells);
        return rows;
    }
}

public sealed class SameBytesModel(Captures captures, OneStatement statement) : PageModel
{
    public string[] Lines { get; private set; } = [];

    /// <param name="asked">Asks the database first.</param>
    public async Task OnGet(string name, bool asked)
    {
        if (asked && await statement.Ask() == 0) throw new InvalidOperationException("The county has no children.");
        Lines = captures.Lines(name);
    }
}
