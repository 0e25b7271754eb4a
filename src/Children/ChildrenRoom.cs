using HuTong.Children.Board;
using HuTong.Children.Demo;
using HuTong.Children.Doubles;
using HuTong.Children.Files;
using HuTong.Children.Find;
using HuTong.Children.Gaps;
using HuTong.Children.Home;
using HuTong.Children.Import;
using HuTong.Children.Print;
using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Demo;
using HuTong.Data.Jobs;
using HuTong.Ui.Frame;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children;

/// <summary>The registration of the room: the file of a child, import, finding, doubles.</summary>
public static class ChildrenRoom
{
    public static IServiceCollection AddChildren(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, ChildrenModel>();
        services.AddScoped<SearchHandle>().AddScoped<ChildListQuery>().AddScoped<FacetsQuery>().AddScoped<BoardColumns>().AddScoped<BoardQuery>().AddScoped<BoardNamesQuery>().AddScoped<HomeQuery>().AddScoped<GapsQuery>();
        services.AddScoped<INavEntry, HomeNav>().AddScoped<INavEntry, ChildrenNav>().AddScoped<INavEntry, ImportNav>().AddScoped<INavEntry, WaitingNav>();
        services.AddScoped<RegisterLines>().AddScoped<RegisterChanges>().AddScoped<RefreshNameKeys>().AddScoped<ChildFileQuery>().AddScoped<OpenFile>().AddScoped<TimelineQuery>().AddScoped<FileTabs>().AddScoped<InChargeQuery>().AddScoped<LedgerSaidQuery>().AddScoped<CorrectChild>().AddScoped<RevealNumber>().AddScoped<PrintFile>();
        services.AddScoped<CreateFile>().AddScoped<MoveFile>().AddScoped<ChangeState>().AddScoped<MoveFactsQuery>().AddScoped<VoidTerm>().AddScoped<FileNumbers>().AddScoped<LinkHousehold>().AddScoped<LeadQuery>().AddScoped<WaitingMoves>().AddScoped<IJobHandler, IdentityCheck>();
        services.AddScoped<IJobHandler, DailyExits>().AddSingleton(new DailyJob(DailyExits.JobKind, 10)).AddSingleton<DayBreak>().AddHostedService(provider => provider.GetRequiredService<DayBreak>());
        services.AddScoped<DoublesQuery>().AddScoped<DecideDouble>().AddScoped<IDemoPart, SeedDemoChildren>();
        return services.AddImport();
    }

    private static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddTransient<CheckLedger>().AddScoped<ImportOffice>().AddScoped<RegisterLookupQuery>().AddScoped<RememberedMaps>();
        services.AddScoped<UploadLedger>().AddScoped<SaveColumns>().AddScoped<StartApply>().AddScoped<CancelBatch>().AddScoped<ImportRegister>();
        services.AddScoped<CheckBatch>().AddScoped<IJobHandler>(provider => provider.GetRequiredService<CheckBatch>()).AddScoped<IJobHandler, ApplyBatch>().AddScoped<IJobHandler, UndoBatch>();
        services.AddScoped<UndoImport>().AddScoped<RowMatch>().AddScoped<LedgerSource>().AddScoped<DecideRow>().AddScoped<AcceptProposals>().AddScoped<ProposalsQuery>().AddScoped<ReturnedRows>();
        services.AddScoped<ImportListQuery>().AddScoped<DryRunQuery>().AddScoped<WaitingQuery>().AddScoped<CompareQuery>().AddScoped<StayedQuery>().AddScoped<ChangesQuery>().AddScoped<NearVillages>();
        services.AddScoped<SweepImports>().AddHostedService<ImportSweeper>();
        return services;
    }
}
