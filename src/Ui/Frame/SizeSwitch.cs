using Microsoft.AspNetCore.Http;

namespace HuTong.Ui.Frame;

/// <summary>Answers the 大字 button: sets the cookie and goes back to the page it came from. Works before log-in too.</summary>
internal static class SizeSwitch
{
    public const string Path = "/size";

    public static async Task Answer(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Preferences.SetLarge(context.Response, form["size"] == "large");
        var back = form["back"].ToString();
        context.Response.Redirect(IsOurs(back) ? back : "/");
    }

    /// <summary>One of our own pages: a path that no browser reads as another host.</summary>
    public static bool IsOurs(string path) =>
        path.Length > 0 && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl);
}
