using HuTong.Data;
using HuTong.Testing;
using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>VIS-003, VIS-012: a director works through whom to see, the township returns one visit, and the numbers agree from the village to the city.</summary>
public sealed class MonthOfVisitsTests(Chrome chrome)
{
    [Fact]
    public async Task A_returned_visit_counts_no_more_at_any_level_until_the_child_is_seen_again()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        await LoadedSite.Load(site);
        await using var director = await Person.OnPhone(chrome, site, "quanlin.director");
        await using var supervisor = await Person.At(chrome, site, "quanlin.supervisor");
        await using var county = await Person.At(chrome, site, "c370831");
        await using var city = await Person.At(chrome, site, "jn.officer");
        async Task<int> Agreed()
        {
            var (township, ofCounty, ofCity) = (await Done(supervisor), await Done(county), await Done(city));
            Assert.Equal((township, township), (ofCounty, ofCity));   // no child but those of this township is on the register
            return township;
        }

        var before = await Agreed();
        await director.Go("/visits");
        await director.Look("director-due");
        var links = await director.Page.Locator("tbody a[href$='/visits/new']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.True(links.Length > 1);
        await director.Go(links[0]);
        await director.Look("visit-form");
        foreach (var form in links[..2]) await Visit(director, form);
        Assert.Equal(before + 2, await Agreed());

        var child = links[0][.."/children/00000000-0000-0000-0000-000000000000".Length];
        await supervisor.Go(child + "/visits");
        await supervisor.Page.Locator("tbody th a[href^='/visits/']").First.ClickAsync();
        await supervisor.Look("visit-to-judge");
        await supervisor.Fill("退回、作废的原因", "照片里不是这一家，请再去一次");
        await supervisor.Press("退回重访");
        await supervisor.SeesText("已退回，等重访");
        Assert.Equal(before + 1, await Agreed());

        await director.Go(child + "/visits");
        await director.Page.Locator("tbody th a[href^='/visits/']").First.ClickAsync();
        await director.SeesText("照片里不是这一家");
        await director.Look("visit-returned");
        await Visit(director, links[0]);
        Assert.Equal(before + 2, await Agreed());

        await county.Go("/coverage");
        await county.Follow("泉林镇");
        await county.Sees("泉林镇");
        await county.Page.Locator(".stat a", new() { HasText = (before + 2).ToString(null as IFormatProvider) }).First.ClickAsync();
        await Assertions.Expect(county.Page.Locator($"tbody a[href^='{child}']")).ToHaveCountAsync(1);
        await county.Look("coverage-names");
        foreach (var person in new[] { director, supervisor, county, city }) person.HasNoComplaint();
    }

    /// <summary>How many children were seen, as the page of coverage says.</summary>
    private static async Task<int> Done(Person person)
    {
        await person.Go("/coverage");
        return int.Parse(await person.Page.Locator(".stat", new() { HasText = "都做完了" }).Locator(".v > a, .v > span").First.InnerTextAsync(), System.Globalization.NumberStyles.AllowThousands, null);
    }

    private static async Task Visit(Person director, string form)
    {
        await director.Go(form);
        await director.Page.GetByLabel("入户").CheckAsync();
        await director.Page.GetByLabel("孩子本人", new() { Exact = true }).CheckAsync();
        foreach (var check in await director.Page.Locator(".check").AllAsync()) await check.GetByLabel("好", new() { Exact = true }).CheckAsync();
        await director.Page.GetByLabel("都好").CheckAsync();
        await director.Press("保存走访");
        await director.SeesText("已保存");
    }
}
