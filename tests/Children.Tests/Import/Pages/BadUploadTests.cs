using System.Net;
using System.Net.Http.Headers;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Bad files through the real door: refused in plain Chinese, and nothing is stored (import.md 2, security.md 10).</summary>
public sealed class BadUploadTests
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Import", "Cases");

    [Theory, BothEngines]
    public async Task A_file_that_cannot_be_read_is_refused_in_words_and_leaves_nothing(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        var files = new List<(string Name, byte[] Bytes, string Says)>
        {
            ("r01-photo.xlsx", Case("r01-photo.xlsx"), "这不是表格文件"), ("r02-cut-off.xlsx", Case("r02-cut-off.xlsx"), "文件已损坏"), ("r03-password.xlsx", Case("r03-password.xlsx"), "文件设有密码"),
            ("r04-empty.xlsx", Case("r04-empty.xlsx"), "文件里没有内容"), ("r05-bomb.xlsx", Case("r05-bomb.xlsx"), "文件展开后过大"), ("r06.xlsx", Case("r06-16384-columns.xlsx"), "超过 512 列"),
            ("r07-entity-bomb.xlsx", Case("r07-entity-bomb.xlsx"), "DOCTYPE"), ("乱码.csv", [0x81, 0xFF, 0xFE, 0x20, 0xFF, 0xFF], "文字编码无法识别"), ("空行.csv", "\n\n"u8.ToArray(), "文件里没有内容"),
            ("信.csv", "尊敬的领导\n您好\n"u8.ToArray(), "没有找到表头"),
        };
        foreach (var (name, bytes, says) in files)
        {
            var page = await ImportSteps.Upload(browser, bytes, name);
            Assert.Equal("这份台账读不了", page.Heading);
            Assert.True(page.Text.Contains(says, StringComparison.Ordinal), $"{name}: {page.Text}");
            Assert.Contains("没有写入任何数据", page.Text, StringComparison.Ordinal);
        }

        await using var system = site.World.AsSystem();
        Assert.Equal((0, 0), (await system.Db.Set<Child>().CountAsync(), await system.Db.Set<ImportRow>().CountAsync()));
        Assert.All(await system.Db.Set<ImportBatch>().ToListAsync(), batch => Assert.Equal(BatchStates.Refused, batch.State));
        Assert.Empty(Stored(site));
    }

    [Theory, BothEngines]
    public async Task No_file_an_empty_one_two_or_one_too_large_are_refused_on_the_form(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        foreach (var (files, says) in new ((string, byte[])[] Files, string Says)[]
        {
            ([], "还没有选文件"), ([("空.xlsx", [])], "文件里没有内容"), ([("一.csv", "姓名"u8.ToArray()), ("二.csv", "姓名"u8.ToArray())], "一次只能导一个文件，您选了 2 个"),
            ([("大.csv", new byte[(50 << 20) + 1])], "文件超过 50 MB"),
        })
        {
            var page = await Send(browser, files);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.True(page.Text.Contains(says, StringComparison.Ordinal), page.Text);
            Assert.Equal("370831", page.Field("Region"));
        }

        var far = await Send(browser, ("很大.xlsx", new byte[70 << 20]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, far.Status);
        Assert.Contains("太大", far.Text, StringComparison.Ordinal);
        await using var system = site.World.AsSystem();
        Assert.Equal(0, await system.Db.Set<ImportBatch>().CountAsync());
        Assert.Empty(Stored(site));
    }

    private static byte[] Case(string name) => File.ReadAllBytes(Path.Combine(Cases, name));

    private static string[] Stored(LiveSite site) => Directory.Exists(Path.Combine(site.World.Folder, "files")) ? Directory.GetFiles(Path.Combine(site.World.Folder, "files"), "*", SearchOption.AllDirectories) : [];

    private static async Task<Page> Send(Browser browser, params (string Name, byte[] Bytes)[] files)
    {
        var form = await browser.Get("/import/new");
        var content = new MultipartFormDataContent();
        foreach (var field in new[] { "__RequestVerificationToken", "Key", "Region" }) content.Add(new StringContent(form.Field(field) ?? ""), $"\"{field}\"");
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, "\"File\"", name);
        }

        return await browser.Send(new HttpRequestMessage(HttpMethod.Post, new Uri(browser.Address, "/import/new")) { Content = content });
    }
}
