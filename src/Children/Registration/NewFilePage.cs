using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Places.Pick;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Registration;

/// <summary>/children/new: a file from the form. The answer is always the same: received, to be checked.</summary>
public sealed class NewFilePage(CreateFile create, PlaceQuery places, Scope scope) : PageModel
{
    [BindProperty] public NewFile Input { get; set; } = new();

    public string Place => scope.PlaceName;

    public IReadOnlyList<Choice> Choices(string list) => FileWords.Choices(list);

    public void OnGet() => Input = new NewFile { Key = Guid.CreateVersion7(), Place = scope.Prefixes is [{ Length: 12 } only] ? only : null };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Input.Place = places.Settle(Input.Place, new PlaceSearch(Input.PlaceText ?? "", scope.Prefixes, RegionLevel.Village));
        ModelState.SetModelValue("Input.Place", Input.Place, Input.Place);
        if (ModelState.ErrorCount > 0) return Page();
        var outcome = await create.Run(Input, cancel);
        if (outcome.Ok)
        {
            this.Toast("已收，待核验");
            return Redirect("/children/leads");
        }
        ModelState.Add(outcome.Problems, "Input");
        return Page();
    }
}
