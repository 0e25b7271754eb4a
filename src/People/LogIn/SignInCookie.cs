using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace HuTong.People.LogIn;

/// <summary>The cookie of a log-in: it carries the sid and nothing else (security.md 7).</summary>
public static class SignInCookie
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme, Sid = "sid";

    /// <summary>On https the `__Host-` name, which a browser takes only with Secure, Path=/ and no domain; plain only for 127.0.0.1.</summary>
    public const string Secure = "__Host-ht", Plain = "ht";

    public static void Configure(CookieAuthenticationOptions options)
    {
        (options.Cookie.Name, options.Cookie.HttpOnly, options.Cookie.Path) = (Plain, true, "/");
        (options.Cookie.SameSite, options.Cookie.SecurePolicy) = (SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
        (options.ExpireTimeSpan, options.SlidingExpiration) = (Session.Longest, false);
        (options.LoginPath, options.AccessDeniedPath) = ("/login", "/login");
        options.CookieManager = new NameByTransport();
    }

    public static Task Give(HttpContext context, Guid sid) => context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(Sid, sid.ToString())], Scheme)));

    private sealed class NameByTransport : ICookieManager
    {
        private readonly ChunkingCookieManager inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, Name(context));
        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => inner.AppendResponseCookie(context, Name(context), value, options);
        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, Name(context), options);

        private static string Name(HttpContext context) => context.Request.IsHttps ? Secure : Plain;
    }
}
