using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.People;
using HuTong.Places;
using HuTong.Ui;

namespace HuTong.Web;

/// <summary>Wires the rooms together; the site, the verbs, the tests and the design tools all come here.</summary>
public static class House
{
    public static IServiceCollection AddHuTong(this IServiceCollection services, Database database, MasterKey master, DateOnly? today = null, bool withWorkers = false)
    {
        if (today is { } day) services.AddSingleton<TimeProvider>(new FixedDay(day));
        services.AddSingleton(LoadRights());
        services.AddData(database, master, withWorkers);
        return services.AddUi().AddPlaces().AddPeople().AddChildren();
    }

    private static Rights LoadRights()
    {
        using var stream = typeof(House).Assembly.GetManifestResourceStream("HuTong.Web.rights.tsv")!;
        using var reader = new StreamReader(stream);
        return Rights.Read(reader);
    }

    /// <summary>A provider for verbs and tests, without web server and workers.</summary>
    public static ServiceProvider Services(Settings settings, out string? recoverySheet)
    {
        var database = Database.From(settings.Db, settings.Folder);
        (var master, recoverySheet) = MasterKey.Open(settings.Folder, database.Exists());
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        return services.AddHuTong(database, master, settings.Today).BuildServiceProvider();
    }
}
