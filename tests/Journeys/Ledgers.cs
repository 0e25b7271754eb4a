namespace HuTong.Journeys;

/// <summary>The sample ledgers of <c>demo/</c> (demo/README.md says what each holds).</summary>
internal static class Ledgers
{
    public static string Township => Path("泉林镇留守儿童台账.xlsx");

    public static string County => Path("泗水县困境儿童汇总表.xlsx");

    public static string Month => Path("泗水县2026年6月变动.xlsx");

    private static string Path(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.Path.Combine(folder.FullName, "demo", name) is var found && File.Exists(found)) return found;
        throw new InvalidOperationException("The journeys must run from a folder inside the repository.");
    }
}
