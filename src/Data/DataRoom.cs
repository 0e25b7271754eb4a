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
            .AddSingleton<ChinaClock>().AddSingleton<FileStore>().AddSingleton<AccessQueue>().AddSingleton<JobBell>().AddSingleton<JobBoard>().AddSingleton<IdentityLookup>().AddSingleton<DoubleStanding>().AddSingleton<JobWorker>().AddSingleton<KeptCounts>();
        services.AddSingleton<IModelPart, DataModel>();
        services.AddScoped<Scope>().AddScoped<JobScope>().AddScoped<AccessLog>().AddScoped<SealEvents>().AddScoped<ChildRecord>().AddScoped<VerifyAudit>().AddScoped<StoreState>().AddScoped<Logins>().AddScoped<Migrate>().AddScoped<ISealedIntake, SealedIntake>();
        services.AddSingleton<ContextOptions>().AddScoped<HuTongDb>().AddScoped(provider => provider.GetRequiredService<ContextOptions>().For(provider.GetRequiredService<Scope>()));
        services.AddDbContext<SealedDb>(ConfigureSealed, optionsLifetime: ServiceLifetime.Singleton);
        if (!withWorkers) return services;
        services.AddHostedService<AccessWriter>().AddHostedService<Sealer>();
        services.AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        return services;
    }

    private static void ConfigureSealed(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var database = services.GetRequiredService<Database>();
        if (database.Engine == Engine.Postgres)
            options.UseNpgsql(database.ConnectionString, pg => pg.MigrationsAssembly("HuTong.Migrations.Postgres").MigrationsHistoryTable("__EFMigrationsHistory", "sealed"));
        else options.UseSqlite(database.SealedConnectionString, lite => lite.MigrationsAssembly("HuTong.Migrations.Sqlite"));
        options.UseSnakeCaseNamingConvention();
    }
}
