using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>免访: asked by one, decided by another.</summary>
public sealed class ExcusePage(OpenFile open, ExcuseDuty excuse, RefusedExcuseQuery refusals, ChildRecord record, FieldCipher cipher, Rights rights, Scope scope, ChinaClock clock) : PageModel
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public IReadOnlyList<VisitDuty> Open { get; private set; } = [];
    public DateOnly Today => clock.Today;

    /// <summary>How the child was said to be when the excuse was asked for.</summary>
    public string? Said { get; private set; }
    public string? Refused { get; private set; }
    public VisitDuty? Asked => Open.FirstOrDefault(duty => duty.ExcuseAskedBy is not null);
    public bool MayDecide => Asked is { } asked && asked.ExcuseAskedBy != scope.UserId && rights.Allows(scope.Role, "excuse-decide");
    public static readonly IReadOnlyList<Choice> Reasons = [.. VisitCodes.Excuses.All.Select(code => new Choice(code.Key, code.Words))];

    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }
    [BindProperty] public string? Note { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await Load(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return this.GoneWith("免访没有提请。", Note);
        if (ModelState.ErrorCount > 0) return Page();
        var outcome = await excuse.Ask(id, new ExcuseRequest(Reason, Until, Note), cancel);
        return Answer(outcome.Problems, scope.Role == RoleCodes.VillageDirector ? "已提请免访，等儿童督导员审核" : "已提请免访，等另一人审核");
    }

    public async Task<IActionResult> OnPostDecideAsync(Guid id, string? verdict, string? says, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return this.GoneWith("免访没有审核。", says);
        var outcome = await excuse.Decide(id, verdict == "agree", says, cancel);
        return Answer([.. outcome.Problems.Select(problem => problem.Field is null ? problem : problem with { Field = nameof(says) })], verdict == "agree" ? "已同意免访" : "已退回，还要去走访");
    }

    private IActionResult Answer(IReadOnlyList<Core.Problem> problems, string says)
    {
        if (problems.Count > 0)
        {
            ModelState.Add(problems);
            return Page();
        }
        this.Toast(says);
        return Redirect($"/children/{Id}/visits");
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if ((await open.Run(id, "visits", cancel: cancel)).Child is not { } child) return false;
        (Id, Name) = (id, child.Name);
        Open = await excuse.Open(id).AsNoTracking().OrderBy(duty => duty.Due).ThenBy(duty => duty.Ordinal).ToListAsync(cancel);
        if (Asked is not null && await record.Of(child).Where(one => one.Action == "excuse-asked").OrderByDescending(one => one.At).ThenByDescending(one => one.Id).FirstOrDefaultAsync(cancel) is { } told) Said = ExcuseDuty.NoteOf(told.Text(cipher).Reason);
        Refused = await refusals.Run(child, cancel);
        return true;
    }
}
