using HuTong.Data;
using HuTong.Journeys;
using HuTong.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(LoadedSite))]

namespace HuTong.Journeys;

/// <summary>The one site of most journeys, with the first sample ledger on its register: 174 children of 泉林镇, 28 rows that wait.</summary>
public sealed class LoadedSite : IAsyncLifetime
{
    private LiveSite? site;

    public LiveSite Site => site ?? throw new InvalidOperationException("The site has not started.");

    /// <summary>Address of the file of 韩安, a child of the ledger's first row: /children/{id}.</summary>
    public string Child { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        site = await LiveSite.Start(Engine.Sqlite);
        Child = await Load(site);
    }

    /// <returns>Address of the file of 韩安.</returns>
    public static async Task<string> Load(LiveSite site)
    {
        using var officer = await site.LogIn("c370831");
        await officer.Get("/import/new");
        await officer.Upload("上传，先试运行", new UploadedFile("File", Path.GetFileName(Ledgers.Township), await File.ReadAllBytesAsync(Ledgers.Township)), ("RegionText", "泉林镇"));
        await Done(officer);
        var words = officer.Page.Texts("#write button") is [var first, ..] ? first : throw new InvalidOperationException($"The dry run did not end in rows to write: {officer.Page.Text}");
        await officer.Submit(words);
        await officer.Submit(words.TrimEnd('…'));
        await Done(officer);
        await officer.Get("/children?q=韩安");
        return officer.Page.One("tbody th a")!.GetAttribute("href")!;
    }

    /// <summary>Reloads, as a person without script does, until the work is done.</summary>
    private static async Task Done(Browser browser)
    {
        for (var tries = 0; browser.Page.One(".progress-line") is not null; tries++)
        {
            if (tries == 600) throw new InvalidOperationException("The work did not end.");
            await Task.Delay(100);
            await browser.Get(browser.Page.Address.Split('?')[0]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null) await site.DisposeAsync();
    }
}
