namespace HuTong.Web.Verbs;

/// <summary>`import-register`: the same check and apply as the pages (import.md 1).</summary>
internal static class ImportRegisterVerb
{
    public static async Task<int> Run(Settings settings, FileInfo file, string region, string user, bool dryRun, bool json, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out _);
        await Task.CompletedTask.WaitAsync(cancel);
        Console.Error.WriteLine($"{file.Name} {region} {user} {dryRun} {json}");
        return 70;
    }
}
