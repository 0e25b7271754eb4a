using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore.Design;

namespace HuTong.Web;

/// <summary>The model for `dotnet ef`: engine by HUTONG_DB, no database touched (eng/migration.sh).</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<HuTongDb>, IDesignTimeDbContextFactory<SealedDb>
{
    HuTongDb IDesignTimeDbContextFactory<HuTongDb>.CreateDbContext(string[] args) => Services().GetRequiredService<HuTongDb>();

    SealedDb IDesignTimeDbContextFactory<SealedDb>.CreateDbContext(string[] args) => Services().GetRequiredService<SealedDb>();

    private static IServiceProvider Services()
    {
        var database = Database.From(Environment.GetEnvironmentVariable("HUTONG_DB"), Path.GetTempPath());
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddHuTong(database, new MasterKey(new byte[32])).BuildServiceProvider().CreateScope().ServiceProvider;
        services.GetRequiredService<Scope>().BecomeOperator("design time");
        return services;
    }
}
