using System.Net;
using HuTong.Children.Import;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Files;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>VIS-003: photos come with a visit, over HTTP as a person sends them (security.md 10, T16, R-146).</summary>
public sealed class PhotoTests
{
    private static readonly string[] Villages = [.. RegionTree.Standard.Villages("370831101").Select(village => village.Code)];

    private static readonly string Village = Villages[5], NextVillage = Villages[6];

    private static readonly DateOnly Before = new(2026, 3, 2);

    private static readonly (string, string)[] Agreed = [("Report.PhotosAgreed", "true")];

    [Theory, BothEngines]
    public async Task Photos_come_with_a_visit_without_their_place_and_only_for_who_reads_the_visit_VIS_003(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (child, browser) = await Form(site);
        using var _ = browser;
        var form = browser.Page;
        var sent = await Send(browser, [Named("家里.jpg", TestPhotos.WithPlace()), Named("门口.jpg", TestPhotos.Png())], Agreed);   // a PNG under another name is a PNG
        Assert.True(sent.IsOk, sent.Text);
        var visit = Assert.Single(await Visits(site.World));
        var rows = await Photos(site.World);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal((child, Village, "photo", null), (row.ChildId, row.Region, row.Kind, row.DeleteAt)));

        var page = await browser.Get($"/visits/{visit.Id}");
        var shown = page.All(".photos img").Select(image => image.GetAttribute("src")!).ToList();
        Assert.Equal(2, shown.Count);
        var photo = await Fetch(browser, shown[0]);
        Assert.Equal(("image/jpeg", "inline", "no-store", "nosniff"), (photo.Headers["Content-Type"], photo.Headers["Content-Disposition"], photo.Headers["Cache-Control"], photo.Headers["X-Content-Type-Options"]));
        Assert.Contains("img-src 'self'", photo.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        var notes = await Notes(site.World, visit);
        var kept = await Read(site.World, rows.Single(row => row.Id == notes[0]));
        Assert.Equal((1365, 2048, false), TestPhotos.Look(kept));
        foreach (var row in rows)
        {
            var onDisk = await File.ReadAllBytesAsync(Directory.GetFiles(site.World.Folder, row.Id.ToString("N"), SearchOption.AllDirectories).Single());
            Assert.True(onDisk.AsSpan().StartsWith("HTF1"u8) && onDisk.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) < 0);
        }
        await using (var desk = site.World.AsSystem())
        {
            Assert.Single(await desk.Db.Set<AccessEntry>().AsNoTracking().Where(one => one.ChildId == child && one.Fields == "visit-photo").ToListAsync());
        }

        using var county = await site.LogIn("c370831");
        Assert.True((await county.Get(shown[0])).IsOk);
        Assert.Equal(HttpStatusCode.NotFound, (await county.Get($"/visits/{visit.Id}/photo?number=3")).Status);
        using var elsewhere = await site.LogIn("c370830");
        using var neighbour = await site.LogIn("quanlin.director");   // of another village of the same township
        foreach (var other in new[] { elsewhere, neighbour, site.OpenBrowser() }) Assert.False((await Fetch(other, shown[0])).Headers.TryGetValue("Content-Type", out var type) && type == "image/jpeg");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), ((await elsewhere.Get(shown[0])).Status, (await neighbour.Get(shown[0])).Status));

        // The same form again: one visit, and no photo more.
        await Resend(browser, form, [Named("家里.jpg", TestPhotos.WithPlace()), Named("门口.jpg", TestPhotos.Png())]);
        Assert.Single(await Visits(site.World));
        Assert.Equal(2, (await Photos(site.World)).Count);
        // One more after going back: it is not taken, and that is said.
        await Resend(browser, form, [Named("又一张.jpg", TestPhotos.WithPlace(shade: 90))]);
        Assert.Contains("后来加的照片没有收", browser.Page.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await Notes(site.World, Assert.Single(await Visits(site.World)))).Count);

        await VisitTests.Move(site.World, child, NextVillage);
        Assert.All(await Photos(site.World), row => Assert.Equal(NextVillage, row.Region));
        Assert.True((await browser.Get(shown[1])).IsOk);
    }

    [Theory, BothEngines]
    public async Task A_refused_photo_loses_no_word_and_a_refused_form_no_photo(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (child, browser) = await Form(site);
        using var _ = browser;
        foreach (var (file, says) in new[] { (Named("笔记.jpg", "今天去看了孩子"u8.ToArray()), "不是 JPG 或 PNG"), (Named("大.png", TestPhotos.Promise(60_000, 60_000)), "60000×60000"), (Named("大.jpg", new byte[Photo.MostBytes + 1]), "太大了"), (Named("很大.jpg", new byte[64 << 20]), "照片加起来太大了") })
        {
            var refused = await Send(browser, [file], [.. Agreed, ("Report.Note", "奶奶腿疼")]);
            Assert.Equal((file.Name, HttpStatusCode.UnprocessableEntity, "奶奶腿疼"), (file.Name, refused.Status, refused.Field("Report.Note")));
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
        }
        Assert.Empty(await Photos(site.World));

        var without = await Send(browser, [Named("一.jpg", TestPhotos.WithPlace())], ("Report.PhotosAgreed", "false"));
        Assert.Contains("先征得监护人同意", without.Text, StringComparison.Ordinal);
        var more = await Send(browser, [Named("二.jpg", TestPhotos.WithPlace(shade: 60)), Named("三.jpg", TestPhotos.WithPlace(shade: 70)), Named("四.jpg", TestPhotos.WithPlace(shade: 80))], Agreed);
        Assert.Contains("最多 3 张", more.Text, StringComparison.Ordinal);
        Assert.Equal(3, more.All("[name='Report.Photos'][checked]").Count);
        Assert.Empty(await Visits(site.World));
        var saved = await Send(browser, [], Agreed);
        Assert.True(saved.IsOk, saved.Text);
        Assert.Equal(3, (await Notes(site.World, Assert.Single(await Visits(site.World)))).Count);
        Assert.All(await Photos(site.World), row => Assert.Null(row.DeleteAt));
    }

    [Theory, BothEngines]
    public async Task Photos_that_no_visit_took_are_gone_after_a_day_and_those_of_a_visit_stay(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var (report, left) = (VisitTests.Report(World.Day), VisitTests.Report(World.Day));
        await using (var director = VisitTests.Director(world)) report.Photos.Add((await director.Get<VisitPhotos>().Keep(child, report.Key, new MemoryStream(TestPhotos.Png()))).Value);
        await using (var director = VisitTests.Director(world)) left.Photos.Add((await director.Get<VisitPhotos>().Keep(child, left.Key, new MemoryStream(TestPhotos.Png()))).Value);
        (report.PhotosAgreed, left.PhotosAgreed) = (true, true);
        var stolen = VisitTests.Report(World.Day);
        (stolen.Photos, stolen.PhotosAgreed) = (report.Photos, true);
        Assert.Equal("photo-gone", (await VisitTests.Send(world, child, stolen, world.As("township-supervisor", OneChild.Township))).Problems[0].Code);   // another person's form
        Assert.True((await VisitTests.Send(world, child, report)).Ok);

        world.MoveTo(World.Day.AddDays(2));
        await using (var dawn = world.AsSystem()) await dawn.Get<SweepImports>().Run();
        var rows = await Photos(world);
        Assert.Equal([false, true], rows.Select(row => row.IsDeleted).Order());
        Assert.Equal(rows.Where(row => !row.IsDeleted).Select(row => row.Id.ToString("N")), Directory.GetFiles(Path.Combine(world.Folder, "files"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        left.On = World.Day.AddDays(2);
        Assert.Equal("photo-gone", (await VisitTests.Send(world, child, left)).Problems[0].Code);
        Assert.Single(await Visits(world));
    }

    [Theory, BothEngines]
    public async Task Two_at_once_keep_the_photos_of_one_form_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = VisitTests.Report(World.Day);
        report.PhotosAgreed = true;
        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var director = VisitTests.Director(world);
            return (await director.Get<VisitPhotos>().Keep(child, report.Key, new MemoryStream(TestPhotos.WithPlace()))).Value;
        })));
        report.Photos = [keys.Distinct().Single()];
        Assert.True((await VisitTests.Send(world, child, report)).Ok);
        Assert.Equal((1365, 2048, false), TestPhotos.Look(await Read(world, Assert.Single(await Photos(world)))));
    }

    [Theory, BothEngines]
    public async Task Photos_of_a_danger_show_themselves_only_to_who_must_act_and_who_told_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = VisitTests.Report(World.Day, condition: "danger");
        (report.Danger, report.Dangers) = ("身上有伤", ["violence-suspected"]);
        await using (var director = VisitTests.Director(world)) report.Photos.Add((await director.Get<VisitPhotos>().Keep(child, report.Key, new MemoryStream(TestPhotos.Png()))).Value);
        var visit = (await VisitTests.Send(world, child, report)).Value.Id;   // evidence of harm asks for nobody's consent
        foreach (var (role, place, sees) in new[] { ("village-director", OneChild.Village, true), ("township-supervisor", OneChild.Township, true), ("county-officer", OneChild.County, true), ("county-reviewer", OneChild.County, false) })
        {
            await using var desk = world.As(role, place);
            var card = VisitCard.Of(await desk.Db.Set<Visit>().AsNoTracking().SingleAsync(one => one.Id == visit), desk.Get<Data.Crypto.FieldCipher>(), World.Day);
            Assert.Equal((role, sees), (role, await desk.Get<VisitPhotos>().Open(card, 1) is not null));
        }
    }

    /// <summary>The form of a visit to a new child, open before the township's supervisor.</summary>
    private static async Task<(Guid Child, Browser Browser)> Form(LiveSite site)
    {
        var child = await OneChild.Add(site.World, Before, Village);
        var browser = await site.LogIn("quanlin.supervisor");
        await browser.Get($"/children/{child}/visits/new");
        return (child, browser);
    }

    private static UploadedFile Named(string name, byte[] bytes) => new("Photo", name, bytes);

    private static Task<Page> Send(Browser browser, UploadedFile[] photos, params (string, string)[] more) =>
        browser.Upload("保存走访", photos, [("Report.Kind", "home"), ("Report.Met", "child"), ("Report.Condition", "fine"), .. VisitCodes.Checks.All.Select(check => ($"Report.Checks[{check.Key}]", "fine")), .. more]);

    private static async Task Resend(Browser browser, Page form, UploadedFile[] photos)
    {
        await browser.Get(form.Address);
        await Send(browser, photos, [.. Agreed, ("Report.Key", form.Field("Report.Key")!)]);
    }

    private static async Task<Page> Fetch(Browser browser, string address)
    {
        await browser.Get(address);
        return browser.Page;
    }

    private static async Task<List<Visit>> Visits(World world)
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<Visit>().AsNoTracking().ToListAsync();
    }

    private static async Task<List<Attachment>> Photos(World world)
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<Attachment>().AsNoTracking().Where(row => row.Kind == "photo").ToListAsync();
    }

    private static async Task<IReadOnlyList<Guid>> Notes(World world, Visit visit)
    {
        await using var desk = world.AsSystem();
        return VisitCard.Of(visit, desk.Get<Data.Crypto.FieldCipher>(), World.Day).Notes.Photos!;
    }

    private static async Task<byte[]> Read(World world, Attachment row)
    {
        await using var desk = world.AsSystem();
        using var plain = new MemoryStream();
        await desk.Get<FileStore>().Read(row.Id, plain);
        return plain.ToArray();
    }
}
