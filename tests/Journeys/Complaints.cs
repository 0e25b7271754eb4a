using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HuTong.Journeys;

/// <summary>What a browser complains of while a person works.</summary>
internal sealed class Complaints
{
    private readonly ConcurrentQueue<string> all = [];

    public IReadOnlyList<string> All => [.. all.Distinct()];

    public void AddRange(IEnumerable<string> faults)
    {
        foreach (var fault in faults) all.Enqueue(fault);
    }

    public static Complaints Of(IPage page, Uri site)
    {
        var complaints = new Complaints();
        void Add(string what) => complaints.all.Enqueue($"{new Uri(page.Url).PathAndQuery}: {what}");

        page.Console += (_, message) =>
        {
            // Chromium writes this for every form that came back; the answer itself is judged below.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) Add($"console says {message.Text}");
        };
        page.PageError += (_, error) => Add($"script fails: {error}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } asked && asked.Authority != site.Authority) Add($"asks {asked.Host}");
        };
        page.RequestFailed += (_, request) =>
        {
            if (request.Failure != "net::ERR_ABORTED") Add($"{request.Method} {request.Url} failed: {request.Failure}");   // aborted: a download, or the person went on
        };
        page.Response += (_, response) =>
        {
            if (response.Status is >= 400 and not (409 or 422)) Add($"{response.Request.Method} {response.Url} answered {response.Status}");
        };
        return complaints;
    }
}
