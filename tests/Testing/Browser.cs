using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace HuTong.Testing;

/// <summary>
/// A person at a browser without script: opens pages, follows links, fills in and sends forms, keeps cookies, follows redirects.
/// Antiforgery tokens travel as the form's hidden fields do; nothing is bypassed.
/// </summary>
public sealed class Browser(HttpClient client) : IDisposable
{
    private const int MostRedirects = 10;

    private readonly CookieContainer cookies = new();

    /// <summary>The last page; throws before the first.</summary>
    public Page Page { get => field ?? throw new InvalidOperationException("No page was opened yet."); private set; }

    /// <summary>Addresses passed through on the way to the last page.</summary>
    public IReadOnlyList<string> Redirects { get; private set; } = [];

    /// <summary>Sent with every request, e.g. HX-Request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public Task<Page> Get(string address) => Send(new(HttpMethod.Get, new Uri(Base, address)));

    public Task<Page> Follow(string linkText) => Get(Page.LinkTo(linkText));

    /// <summary>Presses the button with this text after filling in fields by name.</summary>
    public Task<Page> Submit(string button, params (string Name, string Value)[] fields) => Submit(button, fields, []);

    /// <summary>Presses the button of an upload form.</summary>
    public Task<Page> Upload(string button, UploadedFile file, params (string Name, string Value)[] fields) => Submit(button, fields, [file]);

    public Task<Page> Upload(string button, UploadedFile[] files, params (string Name, string Value)[] fields) => Submit(button, fields, files);

    private Task<Page> Submit(string text, (string Name, string Value)[] fields, UploadedFile[] files)
    {
        var button = Page.Button(text);
        var form = (button as IHtmlButtonElement)?.Form ?? (button as IHtmlInputElement)?.Form ?? throw new InvalidOperationException($"The button \"{text}\" belongs to no form.");
        return Send(FormEntries.Fill(form, button, fields, files).Request(new Uri(Base, Page.Address), button));
    }

    /// <summary>Sends a form of the last page by its first button, after filling in fields by name, hidden ones too: a form somebody has meddled with.</summary>
    public Task<Page> SendForm(IHtmlFormElement form, params (string Name, string Value)[] fields)
    {
        var button = form.Elements.FirstOrDefault(element => element is IHtmlButtonElement { Type: "submit" } or IHtmlInputElement { Type: "submit" })
            ?? Page.Document.QuerySelector($"button[form='{form.Id}']") as IHtmlElement ?? form;
        return Send(FormEntries.Fill(form, button, fields, []).Request(new Uri(Base, Page.Address), button));
    }

    /// <summary>Posts without any page, as an attacker or a program would.</summary>
    public Task<Page> Post(string address, params (string Name, string Value)[] fields) =>
        Send(new(HttpMethod.Post, new Uri(Base, address)) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

    /// <summary>The antiforgery token of the last page, as its script would send it; null when the page has none.</summary>
    public string? Token => Page.One("meta[name=csrf]")?.GetAttribute("content") ?? Page.Field("__RequestVerificationToken");

    public string? Cookie(string name) => cookies.GetCookies(Base)[name]?.Value;

    public void ForgetCookies()
    {
        foreach (System.Net.Cookie cookie in cookies.GetAllCookies()) cookie.Expired = true;
    }

    /// <summary>Where the site is.</summary>
    public Uri Address => client.BaseAddress!;

    private Uri Base => client.BaseAddress!;

    /// <summary>Sends a request made by hand, with cookies and redirects as for any page.</summary>
    public async Task<Page> Send(HttpRequestMessage request)
    {
        var passed = new List<string>();
        for (var times = 0; ; times++)
        {
            var address = request.RequestUri!;
            using var answer = await SendOne(request);
            if (answer.Headers.Location is not { } location || (int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                Redirects = passed;
                return Page = await Read(address, answer);
            }
            if (times == MostRedirects) throw new InvalidOperationException($"Redirected in a circle: {string.Join(" → ", passed)}");
            var next = new Uri(address, location);
            if (next.Authority != Base.Authority) throw new InvalidOperationException($"Sent away to {next}.");
            passed.Add(next.PathAndQuery);
            request = new(HttpMethod.Get, next);
        }
    }

    private async Task<HttpResponseMessage> SendOne(HttpRequestMessage request)
    {
        if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } sent) request.Headers.Add("Cookie", sent);
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var received))
            foreach (var cookie in received) cookies.SetCookies(request.RequestUri!, cookie);
        return answer;
    }

    private static async Task<Page> Read(Uri address, HttpResponseMessage answer) =>
        new(answer.StatusCode, address.PathAndQuery, await answer.Content.ReadAsStringAsync(),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    public void Dispose() => client.Dispose();
}
