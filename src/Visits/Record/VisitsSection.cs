using HuTong.Children.Files;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>The tab 走访 of a file.</summary>
internal sealed class VisitsSection(HuTongDb db) : IFileSection
{
    public int Order => 110;
    public string Tab => "visits";
    public string Words => "走访";
    public string Right => "visits-see";

    public async Task<int?> Count(Guid childId, CancellationToken cancel) => await db.Set<Visit>().CountAsync(visit => visit.ChildId == childId, cancel);
}
