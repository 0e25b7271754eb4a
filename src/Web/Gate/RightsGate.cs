using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.LogIn;
using Microsoft.AspNetCore.WebUtilities;

namespace HuTong.Web.Gate;

/// <summary>Lets through what rights.tsv names for the role; everything else is not found, and the same not found (security.md 3.5). Runs after the scope is set.</summary>
public sealed class RightsGate(RequestDelegate next, Rights rights)
{
    public async Task Invoke(HttpContext context, Scope scope)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var method = HttpMethods.IsHead(context.Request.Method) ? "GET" : context.Request.Method;
        var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        var handler = context.Request.Query["handler"].ToString() is { Length: > 0 } named ? named : context.Request.RouteValues["handler"] as string ?? "-";
        var right = rights.Of(method, route, handler);
        if (right is { IsAnonymous: true }) { await next(context); return; }
        if (!scope.IsSignedIn) { await ToLogin(context); return; }
        if (right is null || !right.Allows(scope.Role)) { context.Response.StatusCode = StatusCodes.Status404NotFound; return; }
        try
        {
            await next(context);
        }
        catch (OutsideFenceException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private static async Task ToLogin(HttpContext context)
    {
        var wanted = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : PathString.Empty.Value;
        var login = string.IsNullOrEmpty(wanted) || wanted == "/" ? "/login" : "/login?returnUrl=" + Uri.EscapeDataString(wanted);
        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = "/login";
            return;
        }
        var isElsewhere = Guid.TryParse(context.User.FindFirst(SignInCookie.Sid)?.Value, out var sid) && await context.RequestServices.GetRequiredService<EndedElsewhereQuery>().Run(sid, context.RequestAborted);
        context.Response.Redirect(isElsewhere ? QueryHelpers.AddQueryString(login, "ended", "elsewhere") : login);
    }
}
