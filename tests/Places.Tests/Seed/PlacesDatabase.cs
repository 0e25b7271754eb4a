using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Schema;
using HuTong.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Places.Tests.Seed;

/// <summary>A database with the tables of Data and Places only, made from the model; work in it is the operator's.</summary>
internal sealed class PlacesDatabase : IAsyncDisposable
{
    private readonly TestDatabase files;
    private readonly Database database;
    private readonly ServiceProvider services;

    private PlacesDatabase(TestDatabase files)
    {
        this.files = files;
        database = Database.From(files.ConnectionString, files.Folder);
        services = new ServiceCollection().AddLogging().AddData(database, new MasterKey(new byte[32]), withWorkers: false).AddPlaces().BuildServiceProvider();
    }

    public PlacesNow Now => services.GetRequiredService<PlacesNow>();

    public static async Task<PlacesDatabase> Empty(Engine engine)
    {
        var made = new PlacesDatabase(await TestDatabase.Empty(engine));
        await made.Do(async scope =>
        {
            await scope.GetRequiredService<Migrate>().Run();
            return 0;
        });
        return made;
    }

    public async Task<T> Do<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
        return await work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
        await files.DisposeAsync();
    }
}
