using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Visits;

/// <summary>The registration of the room: duties, visits, what was found, coverage, posts without people.</summary>
public static class VisitsRoom
{
    public static IServiceCollection AddVisits(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, VisitsModel>();
        services.AddScoped<VisitSettingsQuery>().AddScoped<DutyMaker>().AddScoped<DutyBook>().AddScoped<IRegisterChange, FollowRegister>();
        services.AddScoped<CoverageTally>().AddScoped<CloseMonth>();
        services.AddScoped<IJobHandler, DutyDay>().AddSingleton(new DailyJob(DutyDay.JobKind, 20));
        return services;
    }
}
