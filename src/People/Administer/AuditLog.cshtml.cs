using HuTong.Data.Record;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.Administer;

/// <summary>The audit administrator's page: both logs as ids, and the check of the chain.</summary>
public sealed class AuditLogPage(AuditLogQuery logs, VerifyAudit verify) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Log { get; set; }
    [BindProperty(SupportsGet = true, Name = "user")] public string? UserText { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Before { get; set; }

    public bool Looks => Log == "looks";
    public AuditLines Found { get; private set; } = new([], null);
    public AuditFinding? Finding { get; private set; }

    public string? NextPage => Found.Next is { } next ? $"/admin/audit?before={next}{(Looks ? "&log=looks" : "")}{(Guid.TryParse(UserText, out var user) ? $"&user={user}" : "")}" : null;

    /// <summary>Everything of one account in the same log.</summary>
    public string OfUser(Guid user) => $"/admin/audit?user={user}{(Looks ? "&log=looks" : "")}";

    public Task OnGet(CancellationToken cancel) => Show(cancel);

    public async Task<IActionResult> OnPostVerify(CancellationToken cancel)
    {
        Finding = await verify.Run(null, cancel);
        await Show(cancel);
        return Page();
    }

    private async Task Show(CancellationToken cancel) =>
        Found = await logs.Run(Looks, string.IsNullOrWhiteSpace(UserText) ? null : Guid.TryParse(UserText.Trim(), out var user) ? user : Guid.AllBitsSet, Before, cancel);
}
