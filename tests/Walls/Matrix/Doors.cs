using System.Text.RegularExpressions;
using HuTong.Testing;

namespace HuTong.Walls.Matrix;

/// <summary>How a door is knocked at: the id in its route, what that id names, and nothing else besides.</summary>
internal static partial class Doors
{
    /// <summary>An id in a route, whatever its name: {id:guid}, {rowId:guid}.</summary>
    [GeneratedRegex(@"\{\w+:guid\}")]
    private static partial Regex Ids();

    public static bool HasId(SiteHandler handler) => Ids().IsMatch(handler.Route);

    /// <summary>The kind of <see cref="Thing"/> that the id of a route names.</summary>
    public static string KindOf(SiteHandler handler) => handler.Route switch
    {
        var route when route.StartsWith("/children/", StringComparison.Ordinal) => "child",
        var route when route.StartsWith("/import/waiting/", StringComparison.Ordinal) => "row",
        var route when route.StartsWith("/import/doubles/", StringComparison.Ordinal) => "double",
        var route when route.StartsWith("/import/", StringComparison.Ordinal) => "batch",
        var route when route.StartsWith("/visits/", StringComparison.Ordinal) => "visit",
        var route when route.StartsWith("/follow-ups/", StringComparison.Ordinal) => "follow-up",
        var route when route.StartsWith("/urgings/", StringComparison.Ordinal) => "urging",
        var route when route.StartsWith("/admin/accounts/", StringComparison.Ordinal) => "account",
        var route when route.StartsWith("/posts/", StringComparison.Ordinal) => "director",
        var route when route.StartsWith("/roster/", StringComparison.Ordinal) => "worker",
        var route => throw new InvalidOperationException($"What does the id in {route} name? Say it here, and let Grounds lay some."),
    };

    /// <summary>A file by where the child lives, a row by its place (for a city only what it decides, which none of these is), a ledger for the office that brought it, an account for who keeps them, a director and a worker by the village.</summary>
    public static bool Opens(Visitor visitor, Thing target) => target.Kind switch
    {
        "batch" or "double" => visitor.Office == target.Region,
        "account" => true,
        "row" => visitor.Role != "city-officer" && visitor.Covers(target.Region),
        _ => visitor.Covers(target.Region),
    };

    /// <summary>An id of nothing, as near to this one as an id can be: ids begin with the time, and lists go by them.</summary>
    public static Guid Twin(Guid id)
    {
        var bytes = id.ToByteArray();
        bytes[^1] ^= 1;
        return new Guid(bytes);
    }

    /// <summary>Asks with an empty form and the token of somebody who is signed in.</summary>
    public static Task<Page> Knock(Browser browser, SiteHandler handler, Guid id, string token, bool part = false)
    {
        var address = Ids().Replace(handler.Route, id.ToString()).Replace("/{tab?}", "", StringComparison.Ordinal).Replace("{part}", "identity", StringComparison.Ordinal);
        if (handler.Handler != "-") address += "?handler=" + handler.Handler;
        var request = new HttpRequestMessage(handler.Method == "GET" ? HttpMethod.Get : HttpMethod.Post, new Uri(browser.Address, address));
        if (part) request.Headers.Add("HX-Request", "true");
        if (handler.Method == "GET") return browser.Send(request);
        request.Content = new FormUrlEncodedContent([]);
        request.Headers.Add("RequestVerificationToken", token);
        return browser.Send(request);
    }
}
