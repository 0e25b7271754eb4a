using Microsoft.Playwright;

namespace HuTong.Journeys;

/// <summary>What several journeys have in common: whole pieces of work, press by press.</summary>
internal static class Steps
{
    /// <summary>Chooses a file and sends it to be looked at; ends on the dry run.</summary>
    /// <param name="place">Name of a place for the picker; null leaves the office's own region.</param>
    public static async Task Upload(this Person person, string file, string? place = null)
    {
        await person.Go("/import/new");
        await person.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        if (place is not null) await person.Choose("这份台账是哪里的", place);
        await person.Press("上传，先试运行");
        await person.Sees("可以写入");
    }

    /// <summary>Types a place's name into a picker and takes the first that is found.</summary>
    public static async Task Choose(this Person person, string picker, string place)
    {
        await person.Fill(picker, place);
        // Until the answer comes the list still holds what was chosen before.
        await person.Page.Locator("[id$=-found] label", new() { HasText = place }).First.ClickAsync();
    }

    /// <summary>Writes the ledger whose dry run is open; ends on the result.</summary>
    public static async Task Apply(this Person person)
    {
        await person.Page.Locator("#write button").ClickAsync();
        await person.Page.Locator("dialog[open] button.pri").ClickAsync();
        await person.Sees("写完了");
    }

    /// <summary>Searches until the list shows this child, perhaps among others.</summary>
    public static async Task Find(this Person person, string words, string child)
    {
        await person.Go("/children");
        await person.Page.Locator("#q").FillAsync(words);
        await person.Page.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(person.Link(child)).ToBeVisibleAsync();
    }

    public static async Task Open(this Person person, string words, string child)
    {
        await person.Find(words, child);
        await person.Link(child).ClickAsync();
        await person.Sees(child);
    }

    /// <summary>The line of the list that is this child's.</summary>
    public static ILocator Link(this Person person, string child) => person.Page.Locator("tbody th").GetByRole(AriaRole.Link, new() { Name = child, Exact = true });

    /// <summary>Settles the row that is open with this decision and goes on to the next.</summary>
    public static async Task Decide(this Person person, string decision)
    {
        var before = await person.Page.Locator(".crumb").InnerTextAsync();
        await person.Page.Locator("form[data-guard] .seg label", new() { HasText = decision }).ClickAsync();
        await person.Page.Locator("form[data-guard] .formbar button.pri").ClickAsync();
        await Assertions.Expect(person.Page.Locator(".crumb")).Not.ToHaveTextAsync(before);
    }
}
