using System.Net;
using System.Text.RegularExpressions;

namespace HuTong.Bench.Rig;

/// <summary>Somebody who is logged in to the product, for the cookie that wrk sends.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;
    private readonly CookieContainer cookies = new();
    private readonly string url;

    private Visitor(string url) => (this.url, client) = (url, new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = true }));

    public string Cookie => cookies.GetCookieHeader(new Uri(url));

    public static async Task<Visitor> LogIn(string url, string user)
    {
        var visitor = new Visitor(url);
        await visitor.Post("/login", new() { ["UserName"] = user, ["Password"] = Product.Password });
        var home = await visitor.client.GetAsync(url + "/");
        if (home.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/login", StringComparison.Ordinal)) throw new InvalidOperationException($"{user} could not log in.");
        return visitor;
    }

    public async Task<string> Get(string path, bool isPart = false)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, url + path);
        if (isPart) ask.Headers.Add("HX-Request", "true");
        using var answer = await client.SendAsync(ask);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Where an address leads to: a search for a number answers under a handle.</summary>
    public async Task<string> Leads(string path)
    {
        using var answer = await client.GetAsync(url + path);
        return answer.RequestMessage!.RequestUri!.PathAndQuery;
    }

    /// <summary>Sends a form of the page itself, with its token.</summary>
    public async Task Post(string path, Dictionary<string, string> fields, string? handler = null)
    {
        var page = await (await client.GetAsync(url + path)).Content.ReadAsStringAsync();
        fields["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value;
        using var answer = await client.PostAsync(url + path + (handler is null ? "" : $"?handler={handler}"), new FormUrlEncodedContent(fields));
    }

    /// <summary>Chooses a file in a form and sends it.</summary>
    /// <param name="form">The page with the form, for its token and hidden fields.</param>
    /// <param name="hidden">Names of fields that are sent as they stand there.</param>
    /// <returns>Where it led to, and the page there.</returns>
    public async Task<(string Path, string Page)> Upload(string path, string form, string field, string name, byte[] bytes, IReadOnlyList<string> hidden)
    {
        using var content = new MultipartFormDataContent();
        foreach (var one in hidden.Append("__RequestVerificationToken"))
        {
            var input = Regex.Match(form, $"<input[^>]*name=\"{one}\"[^>]*>").Value;
            content.Add(new StringContent(Regex.Match(input, "value=\"([^\"]*)\"").Groups[1].Value), one);
        }
        content.Add(new ByteArrayContent(bytes), field, name);
        using var answer = await client.PostAsync(url + path, content);
        return (answer.RequestMessage!.RequestUri!.PathAndQuery, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
