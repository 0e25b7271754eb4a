using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Schema;
using HuTong.Testing;
using Xunit;
using HuTong.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Data.Tests;

/// <summary>security.md 5: what lies on the disk is the program's own user's; T10.</summary>
public sealed class PrivateFilesTests
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private const UnixFileMode WideFile = OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Theory, BothEngines]
    public async Task A_stored_file_and_its_folders_are_the_programs_own_T10(Engine engine)
    {
        if (OperatingSystem.IsWindows()) return;
        await using var world = await World.Create(engine);
        await using (var desk = world.As("county-officer", "370831")) await desk.Get<FileStore>().Write(Guid.CreateVersion7(), "370831", new MemoryStream([1, 2, 3]));
        var files = Path.Combine(world.Folder, "files");
        Assert.Equal(OwnFolder, File.GetUnixFileMode(files));
        Assert.All(Directory.EnumerateFileSystemEntries(files, "*", SearchOption.AllDirectories), path => Assert.Equal(Directory.Exists(path) ? OwnFolder : OwnFile, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task A_new_installation_is_read_by_its_own_user_only_T10()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var store = await TestDatabase.Empty(Engine.Sqlite);
        var folder = Path.Combine(store.Folder, "var");
        await using var database = await Installed(folder);
        using var key = MasterKey.Open(folder, databaseExists: false).Key;

        // A connection stays open, so that the write-ahead log and its index lie there too.
        using var open = database.Open();
        using var read = open.CreateCommand();
        read.CommandText = "SELECT count(*) FROM data_key";
        Assert.NotNull(read.ExecuteScalar());

        Assert.Equal(OwnFolder, File.GetUnixFileMode(folder));
        var all = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).ToList();
        Assert.All(all, path => Assert.Equal((path, Directory.Exists(path) ? OwnFolder : OwnFile), (path, File.GetUnixFileMode(path))));
        Assert.Contains(all, path => path.EndsWith("master.key", StringComparison.Ordinal));
        Assert.Contains(all, path => path.Contains(Path.Combine("var", "files"), StringComparison.Ordinal) && File.Exists(path));
        foreach (var name in new[] { "hutong.db", "hutong.db-wal", "hutong.db-shm", "hutong.sealed.db" }) Assert.Contains(all, path => Path.GetFileName(path) == name);
        Assert.Empty(PrivateFiles.OpenToOthers(database));
    }

    [Fact]
    public async Task An_installation_from_before_is_found_open_and_closed_again_T10()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var store = await TestDatabase.Empty(Engine.Sqlite);
        var folder = Path.Combine(store.Folder, "var");
        await using var database = await Installed(folder);
        SqliteConnection.ClearAllPools();
        File.SetUnixFileMode(folder, OwnFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var wide = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList();
        foreach (var file in wide) File.SetUnixFileMode(file, WideFile);

        Assert.Equal(wide.Append(folder).Order(), PrivateFiles.OpenToOthers(database).Order());
        Assert.Empty(PrivateFiles.Tighten(database));
        Assert.Empty(PrivateFiles.OpenToOthers(database));
    }

    /// <summary>A migrated installation with one stored file.</summary>
    private static async Task<Database> Installed(string folder)
    {
        var database = Database.From(null, folder);
        await using var services = new ServiceCollection().AddLogging().AddHuTong(database, new MasterKey(World.MasterKeyOfTests), World.Day).BuildServiceProvider();
        await using (var migrating = services.CreateAsyncScope())
        {
            migrating.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
            await migrating.ServiceProvider.GetRequiredService<Migrate>().Run();
        }
        await using var work = services.CreateAsyncScope();
        work.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("test", WholeCountry.Prefixes);
        await work.ServiceProvider.GetRequiredService<FileStore>().Write(Guid.CreateVersion7(), "370831", new MemoryStream([1, 2, 3]));
        return database;
    }
}
