using System.Collections.Concurrent;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Data;

/// <summary>How contexts are made: the settings of each log-in once, because to make them anew for every context costs more than its query.</summary>
internal sealed class ContextOptions(Database database, IServiceProvider services)
{
    private static readonly ScopeOnConnection Interceptor = new();

    private readonly ConcurrentDictionary<string, DbContextOptions<HuTongDb>> _made = [];

    public DbContextOptions<HuTongDb> For(Scope scope) => _made.GetOrAdd(
        database.Engine == Engine.Sqlite || scope.IsOperator ? database.ConnectionString : scope.IsJob ? database.Job : database.App, Make);

    private DbContextOptions<HuTongDb> Make(string connection)
    {
        var options = new DbContextOptionsBuilder<HuTongDb>().UseApplicationServiceProvider(services);
        if (database.Engine == Engine.Postgres) options.UseNpgsql(connection, pg => pg.MigrationsAssembly("HuTong.Migrations.Postgres"));
        else options.UseSqlite(connection, lite => lite.MigrationsAssembly("HuTong.Migrations.Sqlite"));
        foreach (var more in services.GetServices<IDbContextOptionsConfiguration<HuTongDb>>()) more.Configure(services, options);
        return options.UseSnakeCaseNamingConvention().AddInterceptors(Interceptor).ReplaceService<IModelCacheKeyFactory, ModelByFenceShape>()
            // EF warns of capped counts too, for which any thousand rows will do; tests/Testing/RowsInOrder.cs refuses the rest.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, CoreEventId.ManyServiceProvidersCreatedWarning, RelationalEventId.PendingModelChangesWarning))
            .Options as DbContextOptions<HuTongDb> ?? throw new InvalidOperationException("The settings are those of another context.");
    }
}
