using Microsoft.AspNetCore.Http;

namespace HuTong.Ui.Frame;

/// <summary>How a person likes the pages, kept in two cookies of this browser. They say nothing about anybody.</summary>
public static class Preferences
{
    /// <summary>Cookie of 大字: "large", or absent.</summary>
    public const string SizeCookie = "ht-size";

    /// <summary>Cookie of the single keys J, K, G and /: "off", or absent (WCAG 2.1.4).</summary>
    public const string KeysCookie = "ht-keys";

    public static bool IsLarge(HttpRequest request) => request.Cookies[SizeCookie] == "large";

    public static bool KeysOff(HttpRequest request) => request.Cookies[KeysCookie] == "off";

    /// <summary>Sets or clears 大字 for a year.</summary>
    public static void SetLarge(HttpResponse response, bool large)
    {
        var options = new CookieOptions { Path = "/", SameSite = SameSiteMode.Strict, Secure = response.HttpContext.Request.IsHttps, HttpOnly = true, IsEssential = true };
        if (large) response.Cookies.Append(SizeCookie, "large", new(options) { MaxAge = TimeSpan.FromDays(365) });
        else response.Cookies.Delete(SizeCookie, options);
    }
}
