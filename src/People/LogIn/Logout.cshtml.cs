using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.LogIn;

/// <summary>退出: a POST alone, so that no link or picture can sign somebody out.</summary>
public sealed class LogoutPage(SignOut signOut) : PageModel
{
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        await signOut.Run(cancel);
        await HttpContext.SignOutAsync(SignInCookie.Scheme);
        return LocalRedirect("/login");
    }
}
