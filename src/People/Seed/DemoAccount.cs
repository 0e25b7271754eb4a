using HuTong.People.Accounts;
using HuTong.People.Demo;
using HuTong.Places;

namespace HuTong.People.Seed;

/// <summary>One account of the demo city (demo.md 7).</summary>
/// <param name="Name">An invented name; null takes one from the lists.</param>
/// <param name="Regions">Empty for the three administrators.</param>
internal sealed record DemoAccount(string UserName, string Role, IReadOnlyList<string> Regions, string? Name = null, bool MustChange = false, bool HasLeft = false)
{
    private const int AuditDays = 90;

    /// <summary>Took over from one who left.</summary>
    public bool IsSuccessor { get; init; }

    /// <summary>The fourteen county units of demo.md 2; the last two of the list's own kind are zones.</summary>
    public static readonly IReadOnlyList<string> Counties =
        ["370811", "370812", "370826", "370827", "370828", "370829", "370830", "370831", "370832", "370871", "370881", "370883", "370891", "370892"];

    public const string City = "3708", Sishui = "370831", Quanlin = "370831101";

    /// <summary>Those with a name of their own in demo.md 7, but for the village directors.</summary>
    public static IEnumerable<DemoAccount> Named()
    {
        yield return new("sd.officer", Roles.ProvinceOfficer, ["37"]);
        yield return new("jn.officer", Roles.CityOfficer, [City], "郑毓文");
        yield return new("jn.officer2", Roles.CityOfficer, [City]);
        yield return new("jn.pc", Roles.ProtectionCentre, [City]);
        yield return new("jn.home", Roles.InstitutionStaff, [City]);
        yield return new("sishui.officer", Roles.CountyOfficer, [Sishui], "刘倩");
        yield return new("sishui.reviewer", Roles.CountyReviewer, [Sishui], "孙立新");
        yield return new("sishui.payer", Roles.FinancePayer, [Sishui], "丁志刚");
        yield return new("sishui.pc", Roles.ProtectionCentre, [Sishui], "李建国");
        yield return new("jiaxiang.officer", Roles.CountyOfficer, ["370829"]);
        yield return new("weishan.officer", Roles.CountyOfficer, ["370826"]);
        yield return new("taibaihu.officer", Roles.CountyOfficer, ["370891"]);
        yield return new("quanlin.supervisor", Roles.TownshipSupervisor, [Quanlin], "周明远");
        yield return new("school", Roles.SchoolContact, [Sishui]);
        yield return new("social", Roles.SocialOrganisation, [Sishui]);
        yield return new("auditor", Roles.Auditor, [City]);
        yield return new("sysadmin", Roles.SystemAdmin, [], "丁海峰");
        yield return new("secadmin", Roles.SecurityAdmin, [], "方静");
        yield return new("auditadmin", Roles.AuditAdmin, [], "牛志远");
    }

    /// <summary>c, r and p + six digits for every county unit.</summary>
    public static IEnumerable<DemoAccount> OfCounties() => Counties.SelectMany(code => new DemoAccount[]
    {
        new("c" + code, Roles.CountyOfficer, [code]), new("r" + code, Roles.CountyReviewer, [code]), new("p" + code, Roles.FinancePayer, [code]),
    });

    /// <param name="since">First day of posts that were always there.</param>
    /// <param name="directorsSince">The same for village directors; null: since the day on which one of them left.</param>
    internal PlannedPost Planned(RegionTree tree, DateOnly today, DateOnly since, DateOnly? directorsSince)
    {
        var leftOn = new DateOnly(today.Year - 1, 12, 1);
        var isDirector = Role == Roles.VillageDirector;
        var from = Role == Roles.Auditor ? today : IsSuccessor ? leftOn : isDirector && !HasLeft ? directorsSince ?? leftOn : since;
        DateOnly? to = HasLeft ? leftOn : Role == Roles.Auditor ? today.AddDays(AuditDays) : null;
        return new(UserName, Role, isDirector ? PostKinds.Responsible : "", AddPost.OfficeOf(tree, Regions), from, to, [.. Regions.SelectMany(tree.Stands).Distinct().Select(prefix => new PlannedPlace(prefix))])
        {
            Name = Name, MustChange = MustChange, IsLead = Role == Roles.TownshipSupervisor, EndedReason = HasLeft ? "换届" : null,
        };
    }
}
