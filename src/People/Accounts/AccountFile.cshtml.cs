using HuTong.Core;
using HuTong.Data;
using HuTong.Places.Pick;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.Accounts;

/// <summary>One account: its posts, and what the security administrator may do to it.</summary>
public sealed class AccountFilePage(
    AccountFileQuery accounts, AddPost addPost, EndPost endPost, DisableAccount disable, UnlockAccount unlock, ResetPassword reset, PlaceQuery places, ChinaClock clock) : PageModel
{
    public sealed class EndForm
    {
        public Guid PostId { get; set; }
        public DateOnly? LastDay { get; set; }
        public string? Reason { get; set; }
    }

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public PostForm Post { get; set; } = new();
    [BindProperty] public EndForm Ending { get; set; } = new();
    [BindProperty] public string? Reason { get; set; }

    public AccountFile Shown { get; private set; } = null!;
    public Opened? Opened { get; private set; }

    public IReadOnlyList<Choice> OpenPosts => [.. Shown.Posts.Where(line => line.Post.IsNotOver(clock.Today)).Select(line => new Choice(line.Post.Id.ToString(), $"{AccountWords.Title(line.Post)}　{line.Places}"))];

    public Task<IActionResult> OnGet(CancellationToken cancel) => Show(cancel);

    public async Task<IActionResult> OnPostAddPost(CancellationToken cancel) =>
        ModelState.IsValid ? await Done((await addPost.Run(Id, Post.Read(places, clock.Today), cancel)).Problems, nameof(Post), "岗位已加上，本人要重新登录", cancel) : await Show(cancel);

    public async Task<IActionResult> OnPostEndPost(CancellationToken cancel) =>
        ModelState.IsValid ? await Done((await endPost.Run(Id, Ending.PostId, Ending.LastDay, Ending.Reason, cancel)).Problems, nameof(Ending), "岗位已结束", cancel) : await Show(cancel);

    public async Task<IActionResult> OnPostDisable(CancellationToken cancel) => await Done(Listed(await disable.Run(Id, Reason, cancel)), "", "账号已停用", cancel);

    public async Task<IActionResult> OnPostUnlock(CancellationToken cancel) => await Done(Listed(await unlock.Run(Id, cancel)), "", "已解锁", cancel);

    public async Task<IActionResult> OnPostResetPassword(CancellationToken cancel)
    {
        var outcome = await reset.Run(Id, cancel);
        if (outcome.Ok) Opened = outcome.Value;
        else ModelState.Add(outcome.Problems);
        return await Show(cancel);
    }

    private static IReadOnlyList<Problem> Listed(Problem? problem) => problem is null ? [] : [problem];

    private async Task<IActionResult> Done(IReadOnlyList<Problem> problems, string prefix, string says, CancellationToken cancel)
    {
        if (problems.Count == 0)
        {
            this.Toast(says);
            return LocalRedirect($"/admin/accounts/{Id}");
        }

        ModelState.Add(problems, prefix);
        return await Show(cancel);
    }

    private async Task<IActionResult> Show(CancellationToken cancel)
    {
        if (await accounts.Run(Id, cancel) is not { } file) return NotFound();
        Shown = file;
        Post.From ??= clock.Today;
        return Page();
    }
}
