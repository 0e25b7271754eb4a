using HuTong.Testing;

namespace HuTong.Walls.Matrix;

/// <summary>Somebody who tries every door.</summary>
/// <param name="Role">Empty: not signed in.</param>
/// <param name="Regions">What the account's posts cover.</param>
internal sealed record Visitor(string Account, string Role, IReadOnlyList<string> Regions)
{
    public bool IsAnonymous => Role.Length == 0;

    public bool Covers(Canary canary) => Covers(canary.Village);

    public bool Covers(string place) => Regions.Any(region => place.StartsWith(region, StringComparison.Ordinal));

    /// <summary>The office of the post; a director's is the township, whose several villages have no lower one.</summary>
    public string Office => Regions.Count == 1 ? Regions[0] : "";

    /// <summary>Sees whole files only after saying why (security.md 2, "rp").</summary>
    public bool MustSayWhy => Role is "city-officer" or "auditor";

    public Task<Browser> Enter(LiveSite site) => IsAnonymous ? Task.FromResult(site.OpenBrowser()) : site.LogIn(Account);

    /// <summary>Every role of security.md 2 and nobody at all. Roles that need a grant to see any child cover nothing.</summary>
    public static IReadOnlyList<Visitor> All(IReadOnlyList<string> directorsVillages) =>
    [
        new("", "", []),
        new("quanlin.director", "village-director", directorsVillages), new("quanlin.supervisor", "township-supervisor", ["370831101"]),
        new("c370831", "county-officer", ["370831"]), new("r370831", "county-reviewer", ["370831"]), new("jn.officer", "city-officer", ["3708"]), new("auditor", "auditor", ["3708"]),
        new("sd.officer", "province-officer", []), new("sishui.pc", "protection-centre", []), new("jn.home", "institution-staff", []), new("school", "school-contact", []),
        new("social", "social-organisation", []), new("p370831", "finance-payer", []),
        new("sysadmin", "system-admin", []), new("secadmin", "security-admin", []), new("auditadmin", "audit-admin", []),
    ];
}
