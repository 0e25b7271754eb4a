using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>Sets the scope of each request from its session as it is now; a session that is over is signed out (security.md 3.2).</summary>
public sealed class ScopeMiddleware(RequestDelegate next)
{
    public async Task Invoke(HttpContext context, Scope scope, IScopeSource source, HuTongDb db)
    {
        await using var asked = await Enter(context, scope, source, db);
        if (scope.IsSignedIn && FirstDo(scope) is { } first && !IsOpenMeanwhile(context.Request.Path, first)) Send(context, first);
        else await next(context);
    }

    /// <returns>Who holds the connection that a page reads over until its end; null where nobody is signed in, and for what may send much: it shall not keep one meanwhile.</returns>
    private static async Task<HuTongDb?> Enter(HttpContext context, Scope scope, IScopeSource source, HuTongDb db)
    {
        if (!Guid.TryParse(context.User.FindFirst(SignInCookie.Sid)?.Value, out var sid)) return null;
        var cancel = context.RequestAborted;
        var asked = db.OfNobody();
        try
        {
            await asked.Database.OpenConnectionAsync(cancel);
            if (await source.OfSession(sid, asked, cancel) is { } grant) scope.Become(grant);
            else await context.SignOutAsync(SignInCookie.Scheme);
            if (scope.IsSignedIn && HttpMethods.IsGet(context.Request.Method))
            {
                await db.ReadOver(asked, cancel);
                return asked;
            }
        }
        catch
        {
            await asked.DisposeAsync();
            throw;
        }
        await asked.DisposeAsync();
        return null;
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
