namespace HuTong.Data.Files;

/// <summary>
/// Everything under the data folder belongs to the program's own user: folders 0700, files 0600 (security.md 5). SQLite gives a new -wal or
/// -shm the mode of its main file, so the main file must have its mode before it is first opened. Windows keeps the folder's own rights.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite, FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly string[] SqliteParts = ["", "-wal", "-shm", "-journal"];

    /// <summary>Makes a folder, with those above it, that only its owner enters; one that is there is left as it is.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        if (Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(folder) is { Length: > 0 } above) MakeFolder(above);   // the mode is given to the last folder alone
        Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>A new or emptied file that only its owner reads.</summary>
    public static FileStream Create(string file, System.IO.FileMode mode = System.IO.FileMode.Create)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        return new FileStream(file, options);
    }

    /// <summary>Empty SQLite files with the right mode, where there are none yet.</summary>
    public static void Prepare(Database database)
    {
        if (database.Engine != Engine.Sqlite) return;
        foreach (var file in new[] { database.SqliteFile, database.SealedFile })
            if (!File.Exists(file)) Create(file, System.IO.FileMode.OpenOrCreate).Dispose();
    }

    /// <summary>Takes others' rights off all that is there: an installation from before, a copy put back with a wide umask.</summary>
    /// <returns>What could not be changed, because it belongs to another user of the machine.</returns>
    public static IReadOnlyList<string> Tighten(Database database)
    {
        if (OperatingSystem.IsWindows()) return [];
        var left = new List<string>();
        foreach (var path in OpenToOthers(database))
        {
            try { File.SetUnixFileMode(path, Directory.Exists(path) ? FolderMode : FileMode); }
            catch (UnauthorizedAccessException) { left.Add(path); }
        }
        return left;
    }

    /// <summary>Files and folders of this installation that anybody but the owner may read, write or enter.</summary>
    public static IReadOnlyList<string> OpenToOthers(Database database) => [.. All(database).Where(IsOpenToOthers)];

    private static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    private static IEnumerable<string> All(Database database)
    {
        yield return database.Folder;
        if (database.Engine == Engine.Sqlite)
            foreach (var file in new[] { database.SqliteFile, database.SealedFile }.SelectMany(main => SqliteParts.Select(part => main + part)).Where(File.Exists)) yield return file;
        foreach (var file in Directory.EnumerateFiles(database.Folder, "*.txt")) yield return file;
        foreach (var folder in new[] { "keys", "files" }.Select(name => Path.Combine(database.Folder, name)).Where(Directory.Exists))
        {
            yield return folder;
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)) yield return path;
        }
    }
}
