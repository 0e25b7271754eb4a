using HuTong.Core;

namespace HuTong.People.Accounts;

/// <summary>三员分立 (ORG-018): system, security and audit administrator are three accounts without any other post.</summary>
public static class Separation
{
    /// <param name="held">Roles that hold now or will hold later.</param>
    /// <returns>Why the account may not have the role as well; null when it may.</returns>
    public static Problem? Problem(IReadOnlyCollection<string> held, string wanted)
    {
        if (held.FirstOrDefault(Roles.IsAdmin) is { } admin)
            return new("separation", $"这个账号是{Roles.Says(admin)}，不能再有别的岗位。三个管理员必须是三个人，也不兼业务岗位。", "Role", "ORG-018");
        if (Roles.IsAdmin(wanted) && held.Count > 0)
            return new("separation", $"这个账号已有岗位“{Roles.Says(held.First())}”，不能再做{Roles.Says(wanted)}。", "Role", "ORG-018");
        return null;
    }
}
