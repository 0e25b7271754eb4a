using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.LogIn;

/// <summary>A worker's own password; the only page until a password that was handed out is changed.</summary>
public sealed class PasswordPage(ChangePassword change, Scope scope) : PageModel
{
    public sealed record Form(string? Current, string? Password, string? Again);

    [BindProperty]
    public Form Input { get; set; } = new(null, null, null);

    public string Rule => $"至少 {(Roles.IsAdmin(scope.Role) ? 12 : 10)} 个字符，大写、小写、数字、符号有三种；不要用姓名、账号和手机号。";

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await change.Run(new NewPassword(Input.Current ?? "", Input.Password ?? "", Input.Again ?? ""), cancel);
        if (!outcome.Ok)
        {
            ModelState.Add(outcome.Problems, nameof(Input));
            return Page();
        }

        await SignInCookie.Give(HttpContext, outcome.Value);
        this.Toast("密码已换好");
        return LocalRedirect(scope.Role == Roles.Unposted ? "/post" : Roles.Home(scope.Role));
    }
}
