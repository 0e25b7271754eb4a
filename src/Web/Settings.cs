using System.Globalization;

namespace HuTong.Web;

/// <summary>What differs between installations: environment variables HUTONG_…, all of them (docs/operations.md).</summary>
/// <param name="Db">HUTONG_DB: `Data Source=…` or `Host=…` naming the owner; null = SQLite in the data folder.</param>
/// <param name="Folder">HUTONG_DATA: keys, files, SQLite; default `var` in the working folder.</param>
/// <param name="Today">HUTONG_TODAY: fixes the day for tests and pictures.</param>
/// <param name="Urls">HUTONG_URLS: where to listen.</param>
/// <param name="Logins">HUTONG_LOGINS: first part of the PostgreSQL log-ins' names, `hutong` for hutong_app and hutong_job.</param>
public sealed record Settings(string? Db, string Folder, DateOnly? Today, string Urls, string Logins = HuTong.Data.Database.DefaultLogins)
{
    public static Settings FromEnvironment() => new(
        Read("HUTONG_DB"), Path.GetFullPath(Read("HUTONG_DATA") ?? "var"),
        Read("HUTONG_TODAY") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        Read("HUTONG_URLS") ?? "http://localhost:5080", Read("HUTONG_LOGINS") ?? HuTong.Data.Database.DefaultLogins);

    /// <summary>The database that the settings name.</summary>
    public HuTong.Data.Database Database() => HuTong.Data.Database.From(Db, Folder, Logins);

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
