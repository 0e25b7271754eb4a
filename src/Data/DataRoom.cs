using HuTong.Data.Access;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Data.Schema;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HuTong.Data;

/// <summary>The registration of the room that keeps facts.</summary>
public static class DataRoom
{
    /// <param name="withWorkers">False for verbs that do one thing and end.</param>
    public static IServiceCollection AddData(this IServiceCollection services, Database database, MasterKey master, bool withWorkers = true)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(database).AddSingleton(master).AddSingleton<KeyRing>().AddSingleton<FieldCipher>().AddSingleton<BlindIndex>()
            .AddSingleton<ChinaClock>().AddSingleton<FileStore>().AddSingleton<AccessQueue>().AddSingleton<JobBell>().AddSingleton<JobBoard>().AddSingleton<IdentityLookup>().AddSingleton<DoubleStanding>().AddSingleton<JobWorker>();
        services.AddSingleton<IModelPart, DataModel>();
        services.AddScoped<Scope>().AddScoped<JobScope>().AddScoped<AccessLog>().AddScoped<SealEvents>().AddScoped<ChildRecord>().AddScoped<VerifyAudit>().AddScoped<StoreState>().AddScoped<Logins>().AddScoped<Migrate>().AddScoped<ISealedIntake, SealedIntake>();
        services.AddDbContext<HuTongDb>(Configure, ServiceLifetime.Scoped, ServiceLifetime.Scoped);
        services.AddDbContext<SealedDb>(ConfigureSealed, ServiceLifetime.Scoped, ServiceLifetime.Scoped);
        if (!withWorkers) return services;
        services.AddHostedService<AccessWriter>().AddHostedService<Sealer>();
        services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        return services;
    }

    private static void Configure(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var (database, scope) = (services.GetRequiredService<Database>(), services.GetRequiredService<Scope>());
        if (database.Engine == Engine.Postgres)
            options.UseNpgsql(scope.IsOperator ? database.ConnectionString : scope.IsJob ? database.Job : database.App, pg => pg.MigrationsAssembly("HuTong.Migrations.Postgres"));
        else options.UseSqlite(database.ConnectionString, lite => lite.MigrationsAssembly("HuTong.Migrations.Sqlite"));
        options.UseSnakeCaseNamingConvention().AddInterceptors(Interceptor).ReplaceService<IModelCacheKeyFactory, ModelByFenceShape>()
            // EF warns of capped counts too, for which any thousand rows will do; tests/Testing/RowsInOrder.cs refuses the rest.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, CoreEventId.ManyServiceProvidersCreatedWarning, RelationalEventId.PendingModelChangesWarning));
    }

    private static void ConfigureSealed(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var database = services.GetRequiredService<Database>();
        if (database.Engine == Engine.Postgres)
            options.UseNpgsql(database.ConnectionString, pg => pg.MigrationsAssembly("HuTong.Migrations.Postgres").MigrationsHistoryTable("__EFMigrationsHistory", "sealed"));
        else options.UseSqlite(database.SealedConnectionString, lite => lite.MigrationsAssembly("HuTong.Migrations.Sqlite"));
        options.UseSnakeCaseNamingConvention();
    }

    private static readonly ScopeOnConnection Interceptor = new();
}
