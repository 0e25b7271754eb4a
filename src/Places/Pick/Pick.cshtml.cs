using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Places.Pick;

/// <summary>The places that fit what is typed in a picker, as radio buttons. As a whole page it is the search of /places.</summary>
public sealed class PickPage(PlaceQuery places, Scope scope) : PageModel
{
    /// <summary>The posted name of the picker's field.</summary>
    public string Name { get; private set; } = "";

    public string Typed { get; private set; } = "";

    public FoundPlaces Found { get; private set; } = new([], More: false);

    public IActionResult OnGet(string name = "", RegionLevel? level = null, bool everywhere = false)
    {
        (Name, Typed) = (name, Request.Query[name + PlacePickerTagHelper.TextSuffix].ToString());
        if (!Request.WantsPart()) return RedirectToPage("/Browse/Places", new { q = Typed });
        Found = places.Run(new PlaceSearch(Typed, everywhere ? null : scope.Prefixes, level));
        return Page();
    }
}
