using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.People;
using HuTong.Places;
using HuTong.Ui;
using HuTong.Visits;

namespace HuTong.Web;

/// <summary>Wires the rooms together; the site, the verbs, the tests and the design tools all come here.</summary>
public static class House
{
    public static IServiceCollection AddHuTong(this IServiceCollection services, Database database, MasterKey master, DateOnly? today = null, bool withWorkers = false)
    {
        if (today is { } day) services.AddSingleton<TimeProvider>(new FixedDay(day));
        services.AddSingleton(LoadRights());
        services.AddData(database, master, withWorkers);
        return services.AddUi().AddPlaces().AddPeople().AddChildren().AddVisits();
    }

    /// <summary>Builds the model of the tables, which every context of this process then shares; a third of the time to start.</summary>
    public static void BuildModel(Settings settings, Database database, MasterKey master)
    {
        using var services = Quiet(new ServiceCollection()).AddHuTong(database, master, settings.Today).BuildServiceProvider();
        using var scope = services.CreateScope();
        _ = scope.ServiceProvider.GetRequiredService<HuTongDb>().Model;
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
        var database = settings.Database();
        (var master, recoverySheet) = MasterKey.Open(settings.Folder, database.Exists());
        return Quiet(new ServiceCollection()).AddHuTong(database, master, settings.Today).BuildServiceProvider();
    }

    // A database that is still empty fails the first question of its migration; that is no news for the console.
    private static IServiceCollection Quiet(IServiceCollection services) => services
        .AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build())
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
