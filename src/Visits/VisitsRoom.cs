using HuTong.Data;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Visits;

/// <summary>The registration of the room: duties, visits, what was found, coverage, posts without people.</summary>
public static class VisitsRoom
{
    public static IServiceCollection AddVisits(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, VisitsModel>();
        return services;
    }
}
