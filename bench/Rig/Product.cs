namespace HuTong.Bench.Rig;

/// <summary>The published product beside one database: its verbs as programs, its site as a server.</summary>
/// <param name="app">Folder of `dotnet publish src/Web`.</param>
/// <param name="data">HUTONG_DATA.</param>
/// <param name="db">HUTONG_DB; null for SQLite in the data folder.</param>
internal sealed class Product(string app, string data, string? db)
{
    public const string Password = "Ht-bench-2026";
    public const string Today = "2026-06-30";

    public string Data => data;
    public string? Db => db;

    /// <summary>The SQLite file of the data folder.</summary>
    public string File => Path.Combine(data, "hutong.db");

    public Product With(string otherData, string? otherDb) => new(app, otherData, otherDb);

    public Dictionary<string, string> Environment(string? urls = null)
    {
        var settings = new Dictionary<string, string> { ["HUTONG_DATA"] = data, ["HUTONG_DEMO_PASSWORD"] = Password, ["HUTONG_TODAY"] = Today, ["HUTONG_DB"] = db ?? "" };
        if (urls is not null) settings["HUTONG_URLS"] = urls;
        return settings;
    }

    public Task<Ran> Verb(params string[] arguments) => Processes.Run("dotnet", [Dll, .. arguments], Environment());

    public Task<Ran> Import(string file, string region, string user) => Verb("import-register", file, "--region", region, "--as", user, "--today", Today);

    public Task<Server> Serve() => Server.Start(["dotnet", Dll, "serve"], url => Environment(url));

    private string Dll => Path.Combine(app, "HuTong.Web.dll");
}
