using HuTong.Data;
using HuTong.Places.Pick;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.Accounts;

/// <summary>A new account; its one-time password stands on the answer and nowhere else.</summary>
public sealed class NewAccountPage(OpenAccount open, PlaceQuery places, ChinaClock clock) : PageModel
{
    public sealed class Form
    {
        public string? Name { get; set; }
        public string? IdNumber { get; set; }
        public string? Phone { get; set; }
        public string? UserName { get; set; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public PostForm Post { get; set; } = new();

    public Opened? Opened { get; private set; }

    public void OnGet() => Post.From = clock.Today;

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var outcome = await open.Run(new NewAccount(Input.Name ?? "", Input.IdNumber, Input.Phone, Input.UserName ?? "", Post.Read(places, clock.Today)), cancel);
        if (outcome.Ok) Opened = outcome.Value;
        else
        {
            ModelState.Add(outcome.Problems.Where(problem => IsOfPost(problem.Field)), nameof(Post));
            ModelState.Add(outcome.Problems.Where(problem => !IsOfPost(problem.Field)), nameof(Input));
        }
        return Page();
    }

    private static bool IsOfPost(string? field) => field is not null && typeof(PostForm).GetProperty(field) is not null;
}
