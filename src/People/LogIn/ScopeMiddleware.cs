using System.Data.Common;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

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

    /// <returns>The connection that a page reads over until its end; null where nobody is signed in, and for what may send much: it shall not keep one meanwhile.</returns>
    private static async Task<DbConnection?> Enter(HttpContext context, Scope scope, IScopeSource source, HuTongDb db)
    {
        if (!Guid.TryParse(context.User.FindFirst(SignInCookie.Sid)?.Value, out var sid) || IsForEverybody(context.Request.Path)) return null;
        var cancel = context.RequestAborted;
        var connection = await db.Database_.OpenOfNobody(cancel);
        try
        {
            var grant = await source.OfSession(sid, connection, cancel);
            if (grant is null) await context.SignOutAsync(SignInCookie.Scheme);
            else scope.Become(grant);
            if (scope.IsSignedIn && HttpMethods.IsGet(context.Request.Method))
            {
                await db.ReadOver(connection, grant!.Told, cancel);
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Style, script and pictures, the same for whoever asks; not what the script asks for whoever is signed in, as /ui/alive.</summary>
    private static bool IsForEverybody(PathString path) => path.StartsWithSegments("/ui") && Path.HasExtension(path) || path == "/favicon.svg" || path == "/healthz";

    /// <summary>What must be done before anything else.</summary>
    private static string? FirstDo(Scope scope) =>
        scope.MustChangePassword ? "/password" : scope.Role == Roles.Unposted ? "/post" : null;

    private static bool IsOpenMeanwhile(PathString path, string first) =>
        path == first || path == "/logout" || path == "/login" || path == "/size" || path == "/watermark.svg";

    private static void Send(HttpContext context, string to)
    {
        if (!context.Request.Headers.ContainsKey("HX-Request")) { context.Response.Redirect(to); return; }
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers["HX-Redirect"] = to;
    }
}
