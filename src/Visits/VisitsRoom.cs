using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Demo;
using HuTong.Data.Jobs;
using HuTong.Ui.Frame;
using HuTong.Visits.Coverage;
using HuTong.Visits.Demo;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Home;
using HuTong.Visits.Posts;
using HuTong.Visits.Record;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Visits;

/// <summary>The registration of the room: duties, visits, what was found, coverage, posts without people.</summary>
public static class VisitsRoom
{
    public static IServiceCollection AddVisits(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, VisitsModel>();
        services.AddScoped<VisitSettingsQuery>().AddScoped<DutyMaker>().AddScoped<DutyBook>().AddScoped<MatchAgain>().AddScoped<IRegisterChange, FollowRegister>();
        services.AddScoped<RecordVisit>().AddScoped<DecideVisit>().AddScoped<ExcuseDuty>().AddScoped<RefusedExcuseQuery>().AddScoped<VisitPhotos>().AddScoped<RaiseDanger>().AddScoped<CloseFollowUp>();
        services.AddScoped<VisitContextQuery>().AddScoped<WhySoOftenQuery>().AddScoped<FollowUpsQuery>().AddScoped<IFileSection, VisitsSection>().AddScoped<IMoveGuard, FirstVisitMet>();
        services.AddScoped<DueListQuery>().AddScoped<DirectorsQuery>().AddScoped<WaitingVisitsQuery>().AddScoped<SupervisorsQuery>().AddScoped<OverdueQuery>().AddScoped<UrgeDirector>();
        services.AddScoped<CoverageQuery>().AddScoped<CoverageChildrenQuery>().AddScoped<CoverageCategoriesQuery>().AddScoped<CoverageDirectorsQuery>().AddScoped<HomeBoardQuery>();
        services.AddScoped<INavEntry, VisitsNav>().AddScoped<INavEntry, CoverageNav>();
        services.AddScoped<CoverageTally>().AddScoped<CountVisits>().AddScoped<CloseMonth>().AddScoped<CompareMonth>();
        services.AddScoped<IJobHandler, CountAgain>().AddScoped<IJobHandler, DutyDay>().AddSingleton(new DailyJob(DutyDay.JobKind, 20));
        services.AddScoped<IDemoPart, SeedDemoVisits>();
        services.AddPosts();
        return services;
    }
}
