using HuTong.Data.Fence;
using HuTong.People.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace HuTong.People.LogIn;

/// <summary>Sets the scope of each request from its session as it is now; a session that is over is signed out (security.md 3.2).</summary>
public sealed class ScopeMiddleware(RequestDelegate next)
{
    public async Task Invoke(HttpContext context, Scope scope, IScopeSource source)
    {
        if (Guid.TryParse(context.User.FindFirst(SignInCookie.Sid)?.Value, out var sid))
        {
            if (await source.OfSession(sid, context.RequestAborted) is { } grant) scope.Become(grant);
            else await context.SignOutAsync(SignInCookie.Scheme);
        }
        if (scope.IsSignedIn && FirstDo(scope) is { } first && !IsOpenMeanwhile(context.Request.Path, first)) Send(context, first);
        else await next(context);
    }

    /// <summary>What must be done before anything else.</summary>
    private static string? FirstDo(Scope scope) =>
        scope.MustChangePassword ? "/password" : scope.Role == Roles.Unposted ? "/post" : null;

    private static bool IsOpenMeanwhile(PathString path, string first) =>
        path == first || path == "/logout" || path == "/login" || path == "/size" || path == "/watermark.svg" || path.StartsWithSegments("/ui") || path.StartsWithSegments("/favicon.svg") || path == "/healthz";

    private static void Send(HttpContext context, string to)
    {
        if (!context.Request.Headers.ContainsKey("HX-Request")) { context.Response.Redirect(to); return; }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers["HX-Redirect"] = to;
    }
}
