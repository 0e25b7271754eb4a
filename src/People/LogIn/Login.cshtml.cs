using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.LogIn;

/// <summary>The door (picture 01).</summary>
public sealed class LoginPage(SignIn signIn, FailedTries tries, Scope scope) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The log-in that stood here was ended by one at another place.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ended { get; set; }

    public IActionResult OnGet() => scope.IsSignedIn && scope.Role != Roles.Unposted ? Onwards(scope.Role) : Page();

    public async Task<IActionResult> OnPost()
    {
        var address = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (tries.Take(address) > FailedTries.Most)
        {
            await signIn.ShutOut();
            return StatusCode(429);
        }
        var entered = await signIn.Run(new Knock(UserName ?? "", Password ?? "", address, Request.Headers.UserAgent.ToString()));
        if (entered.Has(out var session))
        {
            tries.GiveBack(address);
            await SignInCookie.Give(HttpContext, session.SessionId);
            return session.Role == Roles.Unposted ? LocalRedirect("/post") : Onwards(session.Role);
        }

        ModelState.Clear();
        ModelState.Add(entered.Problems);
        return Page();
    }

    private LocalRedirectResult Onwards(string role) =>
        ReturnUrl is { Length: > 1 } wanted && Url.IsLocalUrl(wanted) && !wanted.Any(char.IsControl) ? LocalRedirect(wanted) : LocalRedirect(Roles.Home(role));
}
