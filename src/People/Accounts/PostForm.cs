using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Places.Pick;
using HuTong.Ui.Parts;

namespace HuTong.People.Accounts;

/// <summary>The fields of a post on a form: a second and a third village for a director who has several.</summary>
public sealed class PostForm
{
    public string? Role { get; set; }
    public string? Kind { get; set; }
    public string? Region { get; set; }
    public string? RegionText { get; set; }
    public string? Region2 { get; set; }
    public string? Region2Text { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? LastDay { get; set; }

    public static IReadOnlyList<Choice> RoleChoices { get; } = [.. FileCodes.Roles.All.Select(role => new Choice(role.Key, role.Words))];
    public static IReadOnlyList<Choice> KindChoices { get; } = [.. FileCodes.PostKinds.All.Select(kind => new Choice(kind.Key, kind.Words))];

    public NewPost Read(PlaceQuery places, DateOnly today) => new(
        Role ?? "", [.. new[] { Place(places, Region, RegionText), Place(places, Region2, Region2Text) }.OfType<string>().Distinct()], From ?? today, LastDay, Role == Roles.VillageDirector ? Kind ?? "" : "");

    // Words that are no place are refused, not passed over.
    private string? Place(PlaceQuery places, string? code, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return string.IsNullOrEmpty(code) ? null : code;
        return places.Settle(code, new PlaceSearch(typed, null, Role is null ? null : Roles.LevelOf(Role))) ?? "";
    }
}
