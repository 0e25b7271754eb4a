using HuTong.Places.Calendar;
using HuTong.Places.Pick;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Places;

/// <summary>The registration point of the room: tree, calendar, picker.</summary>
public static class PlacesRoom
{
    public static IServiceCollection AddPlaces(this IServiceCollection services)
    {
        services.AddSingleton(_ => RegionTree.Standard);
        services.AddSingleton(_ => WorkingDays.Shipped);
        services.AddSingleton<PlaceQuery>();
        return services;
    }
}
