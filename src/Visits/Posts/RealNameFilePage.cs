using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.People.Register;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Posts;

/// <summary>/roster/{id}: one worker of the real-name register, and its correction by whoever stands above (WRK-001).</summary>
public sealed class RealNameFilePage(RealNameFileQuery query, CorrectWorker correct, ChinaClock clock) : PageModel
{
    public static IReadOnlyList<Choice> Sexes { get; } = [new("male", "男"), new("female", "女")];
    public static IReadOnlyList<Choice> Schoolings { get; } = [.. PersonCodes.Education.All.Select(code => new Choice(code.Key, code.Words))];
    public static IReadOnlyList<Choice> Employments { get; } = [.. PersonCodes.Employments.All.Select(code => new Choice(code.Key, code.Words))];

    public RealNameFile Shown { get; private set; } = null!;
    public bool MayCorrect { get; private set; }
    public DateOnly Today => clock.Today;

    [BindProperty] public WorkerFacts Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        var worker = Shown.Worker;
        Input = new WorkerFacts { Name = worker.Name, Sex = worker.Sex, BornOn = worker.BornOn, Schooling = worker.Schooling, Employment = worker.Employment, Version = worker.Version };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return await Load(id, cancel) && MayCorrect ? Page() : NotFound();
        var outcome = await correct.Run(id, Input, cancel);
        if (outcome.Has(out var isChanged))
        {
            if (!isChanged)
            {
                ModelState.AddModelError("", "没有改动。先改要改的一项，再保存。");
                return await Load(id, cancel) ? Page() : NotFound();
            }
            this.Toast("已改好");
            return LocalRedirect($"/roster/{id}");
        }
        if (outcome.Problems[0].Code == "worker-not-found") return NotFound();
        ModelState.Add(outcome.Problems, nameof(Input));
        if (!await Load(id, cancel)) return NotFound();
        if (outcome.Problems[0].Code != "stale") return Page();
        Response.StatusCode = StatusCodes.Status409Conflict;
        ModelState.Remove("Input.Version");
        Input.Version = Shown.Worker.Version;   // saving again says: seen, mine still holds
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await query.Run(id, cancel) is not { } file) return false;
        (Shown, MayCorrect) = (file, await correct.May(id, cancel));
        return true;
    }
}
