using HuTong.Places;

namespace HuTong.Children.Registration;

/// <summary>Who decides whether two places' children are one (states.md 3, security.md 3.6).</summary>
public static class DecidingOffice
{
    private const int Province = 2;

    /// <summary>
    /// The lowest unit that has both places. No province's office is open yet, and two provinces have none: there the county of the asking place
    /// decides of its own row or file alone (docs/decisions/008).
    /// </summary>
    /// <param name="here">The place of the row or file in question.</param>
    /// <param name="there">The place of the child that is already known; empty when unknown.</param>
    public static string Over(RegionTree places, string here, string there)
    {
        var office = places.OfficeOver(here, there);
        return office.Length > Province ? office : places.ManagingCounty(here) ?? here;
    }
}
