using System.Text;
using HuTong.Testing;
using Xunit;

namespace HuTong.Children.Import;

/// <summary>The steps of a ledger on its pages, as a person without script takes them.</summary>
internal static class ImportSteps
{
    public static Task<Page> Upload(Browser browser, string book) => Upload(browser, Encoding.UTF8.GetBytes(book), "名册.csv");

    public static async Task<Page> Upload(Browser browser, byte[] book, string name)
    {
        await browser.Get("/import/new");
        await browser.Upload("上传，先试运行", new UploadedFile("File", name, book));
        return await Done(browser);
    }

    public static async Task<Page> Write(Browser browser, string address)
    {
        await browser.Get(address);
        var button = browser.Page.Texts("#write button")[0];
        await browser.Submit(button);
        await browser.Submit(button.TrimEnd('…'));
        return await Done(browser);
    }

    /// <summary>Asks again until the work is done.</summary>
    public static async Task<Page> Done(Browser browser)
    {
        for (var tries = 0; browser.Page.One(".progress-line") is not null; tries++)
        {
            Assert.True(tries < 240, "The work did not end.");
            await Task.Delay(250);
            await browser.Get(browser.Page.Address.Split('?')[0]);
        }

        return browser.Page;
    }
}
