using System.Collections.Concurrent;
using System.Net;
using System.Text;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HuTong.Walls;

/// <summary>
/// Defends T10 and T24: after an import, a correction, searches and mishaps of every kind no whole number of a child stands anywhere in the
/// database, and neither a name nor a number in what the product logs, in the lists of work and looks, in events, in files or on error pages.
/// </summary>
public sealed class NothingOfAChildIsTold
{
    private const string Name = "雀丙鸣", Carer = "雀丙婆", Phone = "13912345670", NewPhone = "13912345689", Heading = "姓名,身份证号,乡镇,村,类别,监护人,与儿童关系,监护人电话,学校,备注\n";

    private static readonly string Number = "37089920150609001" + IdNumber.CheckDigit("37089920150609001");

    /// <summary>Where names may stand: the file itself, its people, and the list of files. All other tables hold ids, codes and cipher text.</summary>
    private static readonly string[] TablesWithNames = ["child", "related_person", "register_line"];

    private static readonly string[] Numbers = [Number, Phone, NewPhone], All = [.. Numbers, Name, Carer];

    [Theory, BothEngines]
    public async Task After_import_correction_search_and_mishap_no_fact_of_a_child_is_told_T10_T24(Engine engine)
    {
        var started = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var log = new LogBook();
        await using var site = await LiveSite.Start(engine, log: log);
        using var browser = await site.LogIn("c370831");
        await Import(browser);
        var child = await Correct(browser);
        foreach (var word in new[] { Name, Number, Phone, Number[^4..], "quebingming" }) Assert.True((await browser.Get("/children?q=" + Uri.EscapeDataString(word))).IsOk);

        var pages = new List<Page>
        {
            await browser.Get($"/children/{Guid.CreateVersion7()}?q={Number}"), await browser.Get("/nowhere/" + Uri.EscapeDataString(Name)),
            await browser.Post($"/children/{child}/correct/phone", ("Input.Words", Name), ("Input.Phone", Phone)),
            await browser.Get($"/children?after={Uri.EscapeDataString(Name)}"), await browser.Post("/login", ("UserName", Name), ("Password", Number)),
        };
        await Rename(site, "phone", "phone_gone");
        pages.Add(await browser.Get("/children?q=" + Phone));
        await browser.Get("/import/new");
        await Upload(browser, $"{Name},{Number},泉林镇,卞桥一村,留守儿童,{Carer},奶奶,{NewPhone},泉林小学,\n");
        await Rename(site, "phone_gone", "phone");

        Assert.Contains(pages, page => page.Status == HttpStatusCode.InternalServerError);
        Assert.Contains(pages, page => page.Status == HttpStatusCode.BadRequest);
        Assert.True(log.Lines.Count > 10, "Hardly anything was logged; does this test hear the log?");
        Wall.Holds(
            [
                .. pages.Where(page => !page.IsOk).SelectMany(page => Told($"the page {(int)page.Status}", page.Html)), .. log.Lines.SelectMany(line => Told("the log", line)),
                .. await InTables(site), .. InFiles(site.World.Folder, engine), .. InFiles(Path.GetTempPath(), started),
            ],
            "Neither name nor number of a child leaves its place (security 5, 6, 7).");
    }

    [Fact]
    public void A_name_in_a_log_is_found() => Wall.Finds([.. Told("the log", $"Could not read {Name}"), .. Told("the log", "Could not read row 12"), .. Told("the log", $"duplicate key {Number}")], 2);

    private static async Task Import(Browser browser)
    {
        // More than 64 KiB, so that the upload passes through a temporary file.
        var rows = $"{Name},{Number},泉林镇,卞桥一村,留守儿童,{Carer},奶奶,{Phone},泉林小学,\n,{Number[..17]}9,,,,,,,,\n" + new string(',', 70_000 / 2).Insert(0, "\n");
        await browser.Get("/import/new");
        var dry = await Upload(browser, rows);
        var button = dry.Texts("#write button")[0];
        await browser.Submit(button);
        await browser.Submit(button.TrimEnd('…'));
        await Done(browser);
    }

    private static async Task<Guid> Correct(Browser browser)
    {
        await browser.Get("/children?q=" + Uri.EscapeDataString(Name));
        var address = browser.Page.One("tbody th a")!.GetAttribute("href")!;
        var file = await browser.Get(address);
        Assert.Contains(Name, file.Text, StringComparison.Ordinal);
        await browser.Get($"{address}/correct/phone");
        await browser.Submit("保存", [.. new[] { ("Input.Way", "change"), ("Input.On", "2026-06-15"), ("Input.Role", "guardian"), ("Input.Number", NewPhone), ("Input.Reason", $"{Name}换了号码 {NewPhone}") }.Where(field => browser.Page.Field(field.Item1) is not null)]);
        Assert.DoesNotContain("/correct/", browser.Page.Address, StringComparison.Ordinal);   // saved, and back on the file
        return Guid.Parse(address.Split('/')[2]);
    }

    private static async Task<Page> Upload(Browser browser, string rows)
    {
        await browser.Upload("上传，先试运行", new UploadedFile("File", $"{Name}名册.csv", Encoding.UTF8.GetBytes(Heading + rows)));
        return await Done(browser);
    }

    private static async Task<Page> Done(Browser browser)
    {
        for (var tries = 0; browser.Page.One(".progress-line") is not null && tries < 120; tries++)
        {
            await Task.Delay(250);
            await browser.Get(browser.Page.Address.Split('?')[0]);
        }
        return browser.Page;
    }

    private static Task Rename(LiveSite site, string table, string to) => TablesOf.Rows(site.World.ConnectionString, $"ALTER TABLE {table} RENAME TO {to}");

    private static IEnumerable<Offence> Told(string where, string text, IReadOnlyList<string>? words = null) =>
        (words ?? All).Where(word => text.Contains(word, StringComparison.Ordinal)).Take(1).Select(word => new Offence(where, 0, $"tells {(word.All(char.IsAsciiLetterOrDigit) ? "a number" : "a name")}: {Around(text, word)}"));

    private static string Around(string text, string word) => text.Substring(Math.Max(0, text.IndexOf(word, StringComparison.Ordinal) - 60), Math.Min(200, text.Length - Math.Max(0, text.IndexOf(word, StringComparison.Ordinal) - 60)));

    private static async Task<IEnumerable<Offence>> InTables(LiveSite site)
    {
        await using var desk = site.World.AsNobody();
        var found = new List<Offence>();
        foreach (var entity in desk.Db.Model.GetEntityTypes())
        {
            var columns = entity.GetProperties().Select(property => $"CAST(\"{property.GetColumnName()}\" AS text)").ToList();
            foreach (var row in await TablesOf.Rows(site.World.ConnectionString, $"SELECT {string.Join(", ", columns)} FROM \"{entity.GetTableName()}\""))
                found.AddRange(Told($"table {entity.GetTableName()}", string.Join('|', row), TablesWithNames.Contains(entity.GetTableName()) ? Numbers : All));
        }
        return found.Distinct();
    }

    /// <summary>Numbers in every file of the data folder; names in all but the database itself, which holds them.</summary>
    private static IEnumerable<Offence> InFiles(string folder, Engine engine) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(path => Told($"file {Path.GetFileName(path)}", Read(path), engine == Engine.Sqlite && Path.GetFileName(path).StartsWith("hutong.db", StringComparison.Ordinal) ? Numbers : All));

    private static IEnumerable<Offence> InFiles(string folder, DateTime since) =>
        new DirectoryInfo(folder).EnumerateFiles("*").Where(file => file.LastWriteTimeUtc >= since && file.Name.StartsWith("ASPNETCORE", StringComparison.Ordinal)).SelectMany(file => Told($"temporary file {file.Name}", Read(file.FullName)));

    private static string Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    /// <summary>Keeps every line that the product logs, whatever its level.</summary>
    private sealed class LogBook : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])} {exception}");

        public void Dispose() { }
    }
}
