namespace HuTong.Bench.Rig;

/// <summary>One engine with the product's seeded database, from which copies are made: each run begins on the same ground.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly PostgresServer? server;
    private readonly string folder;
    private readonly Product seeded;

    private Ground(PostgresServer? server, string folder, Product seeded) => (this.server, this.folder, this.seeded) = (server, folder, seeded);

    public bool IsPostgres => server is not null;
    public string Engine => IsPostgres ? "pg" : "sqlite";
    public string Folder => folder;

    public static async Task<Ground> Lay(string root, string app, string engine)
    {
        var folder = Directory.CreateTempSubdirectory("hutong-bench-").FullName;
        var server = engine == "pg" ? await PostgresServer.Start(root) : null;
        var seeded = new Product(app, Path.Combine(folder, "seeded"), server?.To("seeded"));
        if (server is not null) await server.Create("seeded");
        await seeded.Verb("seed-demo", "--places-only");
        return new Ground(server, folder, seeded);
    }

    /// <summary>A copy of the seeded database under a name; one of that name is replaced.</summary>
    public Task<Product> Fresh(string name) => Copy(seeded, name);

    /// <summary>No tables at all.</summary>
    public async Task<Product> Empty(string name)
    {
        var data = Path.Combine(folder, name);
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        if (server is not null) await server.Create(name);
        return seeded.With(data, server?.To(name));
    }

    public async Task<Product> Copy(Product from, string name)
    {
        var data = Path.Combine(folder, name);
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        Directory.CreateDirectory(data);
        foreach (var file in Directory.GetFiles(from.Data, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(data, Path.GetRelativePath(from.Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        if (server is null) return from.With(data, null);
        await server.Create(name, Path.GetFileName(from.Data));
        return from.With(data, server.To(name));
    }

    /// <summary>The connection of the owner, past every fence.</summary>
    public string Owner(string name) => server!.To(name);

    public Task Tidy(string name) => server is null ? Task.CompletedTask : server.Run("VACUUM ANALYZE", name);

    public async Task<string> About(string name) => server is null
        ? $"SQLite, {new FileInfo(Path.Combine(folder, name, "hutong.db")).Length >> 20} MB"
        : $"PostgreSQL {await server.Ask("SHOW server_version")}, {long.Parse(await server.Ask($"SELECT pg_database_size('{name}')")) >> 20} MB";

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
