using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using Microsoft.AspNetCore.Mvc;

namespace HuTong.Visits.Coverage;

/// <summary>/coverage/print: one A4 page for the leader, with the same numbers.</summary>
public sealed class PrintCoveragePage(CoverageQuery query, CoverageChildrenQuery children, DirectorsQuery directors, VisitSettingsQuery settings, HuTongDb db, RegionTree tree, Scope scope, ChinaClock clock)
    : CoveragePage(query, children, directors, settings, db, tree, scope, clock)
{
    public new async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ?? Page();
}
