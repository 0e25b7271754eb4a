using HuTong.Core;
using HuTong.Core.Codes;

namespace HuTong.People.Accounts;

/// <summary>What the code needs to know of each role of security.md 2; its rights stand in rights.tsv.</summary>
public static class Roles
{
    public const string VillageDirector = "village-director", TownshipSupervisor = "township-supervisor", CountyOfficer = "county-officer",
        CountyReviewer = "county-reviewer", CityOfficer = "city-officer", ProvinceOfficer = "province-officer", ProtectionCentre = "protection-centre",
        InstitutionStaff = "institution-staff", SchoolContact = "school-contact", SocialOrganisation = "social-organisation", FinancePayer = "finance-payer",
        Auditor = "auditor", SystemAdmin = "system-admin", SecurityAdmin = "security-admin", AuditAdmin = "audit-admin";

    /// <summary>A session whose post is not chosen yet: no prefix, no page but /post.</summary>
    public const string Unposted = "unposted";

    private static readonly HashSet<string> Opened = [VillageDirector, TownshipSupervisor, CountyOfficer, CountyReviewer, CityOfficer, Auditor];

    /// <summary>System, security and audit administrator: three persons without business posts, with an empty scope (三员分立, ORG-018).</summary>
    public static bool IsAdmin(string role) => role is SystemAdmin or SecurityAdmin or AuditAdmin;

    /// <summary>Roles whose work is opened by now; the others log in to an empty home (security.md 2).</summary>
    public static bool SeesPlaces(string role) => Opened.Contains(role);

    public static bool Known(string role) => FileCodes.Roles.Has(role);

    /// <summary>儿童主任, 县级经办 …</summary>
    public static string Says(string role) => role == Unposted ? "" : FileCodes.Roles.Words(role);

    /// <summary>The level of place that a post of the role stands for; null: no place (administrators), or several levels fit.</summary>
    public static RegionLevel? LevelOf(string role) => role switch
    {
        VillageDirector => RegionLevel.Village,
        TownshipSupervisor => RegionLevel.Township,
        CountyOfficer or CountyReviewer or FinancePayer => RegionLevel.County,
        CityOfficer => RegionLevel.City,
        ProvinceOfficer => RegionLevel.Province,
        _ => null,
    };

    /// <summary>The page that a role opens first.</summary>
    public static string Home(string role) => role switch
    {
        SecurityAdmin => "/admin/accounts",
        SystemAdmin => "/admin/system",
        AuditAdmin => "/admin/audit",
        _ => "/",
    };
}
