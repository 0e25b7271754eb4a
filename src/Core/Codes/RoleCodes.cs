namespace HuTong.Core.Codes;

/// <summary>Roles by name; words are in <see cref="FileCodes.Roles"/>. Source: security.md 2.</summary>
public static class RoleCodes
{
    public const string VillageDirector = "village-director";
    public const string TownshipSupervisor = "township-supervisor";
    public const string CountyOfficer = "county-officer";
    public const string CountyReviewer = "county-reviewer";
    public const string CityOfficer = "city-officer";
    public const string ProvinceOfficer = "province-officer";
    public const string ProtectionCentre = "protection-centre";
    public const string InstitutionStaff = "institution-staff";
    public const string SystemAdmin = "system-admin";
    public const string SecurityAdmin = "security-admin";
    public const string AuditAdmin = "audit-admin";

    /// <summary>The clock and the machine: no post, but it moves states where a life cycle says so.</summary>
    public const string System = "system";

    /// <summary>三员: they see no child.</summary>
    public static bool IsAdmin(string role) => role is SystemAdmin or SecurityAdmin or AuditAdmin;
}
