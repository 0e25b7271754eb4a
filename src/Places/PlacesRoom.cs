using HuTong.Data;
using HuTong.Places.Browse;
using HuTong.Places.Calendar;
using HuTong.Places.Pick;
using HuTong.Places.Seed;
using HuTong.Places.Settings;
using HuTong.Ui.Frame;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Places;

/// <summary>The registration point of the room: tables, tree, calendar, settings, picker. Tree and calendar are asked for anew by each use, never kept.</summary>
public static class PlacesRoom
{
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, PlacesTables>();
        services.AddSingleton<PlacesNow>();
        services.AddTransient(provider => provider.GetRequiredService<PlacesNow>().Tree);
        services.AddTransient(provider => provider.GetRequiredService<PlacesNow>().Days);
        services.AddSingleton<ReadPlaces>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadPlaces>());
        services.AddSingleton<INavEntry, PlacesEntry>();
        services.AddSingleton<INavEntry, CalendarEntry>();
        services.AddTransient<PlaceQuery>();
        services.AddScoped<OwnPlaces>();
        services.AddScoped<SettingQuery>();
        services.AddScoped<SeedRegions>();
        services.AddScoped<LoadCalendarYear>();
        return services;
    }
}
