using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Places.Pick;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.Accounts;

/// <summary>The security administrator's list (picture 14).</summary>
public sealed class AccountListPage(AccountListQuery accounts, AdministratorsQuery administrators, RegionTree tree, PlaceQuery places, ChinaClock clock, Scope scope) : PageModel
{
    public static IReadOnlyList<Choice> StateChoices { get; } =
        [new(AccountStates.Active, "在用"), new(AccountStates.Locked, "已锁"), new(AccountListQuery.Leaving, $"{AccountListQuery.LeavingDays} 天内离任"), new(AccountStates.Closed, "已停用")];

    public IReadOnlyList<Choice> RoleChoices { get; } = [.. FileCodes.Roles.All.Select(role => new Choice(role.Key, role.Words))];

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Role { get; set; }
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Region { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }

    public AccountPage Found { get; private set; } = new([], 0, null);
    public IReadOnlyList<(string Role, string Name)> Admins { get; private set; } = [];
    public string? PlaceName { get; private set; }

    public string Heading => PlaceName is null && string.IsNullOrEmpty(Q + Role + State) ? $"{Show.Number(Found.Total)} 个账号在册" : $"找到 {Show.Number(Found.Total)} 个账号";
    public string StateWords => StateChoices.FirstOrDefault(choice => choice.Value == State)?.Words ?? "";
    public string? NextPage => Found.Next is { } next ? Address(next) : null;

    public async Task OnGet(CancellationToken cancel)
    {
        Region = places.Settle(Region, new PlaceSearch(Request.Query["RegionText"].ToString()));
        ModelState.SetModelValue(nameof(Region), Region, Region);
        if (!string.IsNullOrEmpty(Region) && tree.Find(Region) is null) Region = null;
        PlaceName = string.IsNullOrEmpty(Region) ? null : tree.ShortName(Region);
        Found = await accounts.Run(new AccountFilter(Q, State, Role, Region, After), cancel);
        Admins = await administrators.Run(cancel);
    }

    public string PlaceOf(Post? post) => post is null || post.Region.Length == 0 ? "—" : tree.ShortName(post.Region);

    public (StatusKind Kind, string Words) StateOf(AccountRow row)
    {
        if (row.State == AccountStates.Closed) return (StatusKind.Stop, "已停用");
        if (row.LockedUntil > clock.Now) return (StatusKind.Over, $"已锁，{Show.Time(row.LockedUntil.Value)} 自动解开");
        if (row.State != AccountStates.Active) return (row.State == AccountStates.Locked ? StatusKind.Over : StatusKind.Stop, AccountStates.Says(row.State));
        if (row.Posts == 0) return (StatusKind.Stop, "没有在任的岗位");
        if (row.Post?.ValidTo is { } end && end.DayNumber - clock.Today.DayNumber is <= AccountListQuery.LeavingDays + 1 and var left) return (StatusKind.Soon, left <= 1 ? "今天离任" : $"{left - 1} 天后离任");
        return row.MustChange ? (StatusKind.Wait, "等本人换密码") : (StatusKind.Done, row.Id == scope.UserId ? "在用（您）" : "在用");
    }

    /// <summary>The address without one of the filters.</summary>
    public string Without(string name) => Address(null, name);

    private string Address(string? after, string without = "")
    {
        var kept = new (string Name, string? Value)[] { (nameof(Q), Q), (nameof(Role), Role), (nameof(State), State), (nameof(Region), Region), (nameof(After), after) }
            .Where(part => part.Name != without && !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return "/admin/accounts?" + string.Join('&', kept);
    }
}
