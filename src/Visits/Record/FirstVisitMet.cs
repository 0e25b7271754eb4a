using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>States.md 1: a file is registered once a visit has met the child; a returned or voided one has not.</summary>
internal sealed class FirstVisitMet(HuTongDb db) : IMoveGuard
{
    public async Task<FileMoveFacts> Say(Child child, FileMoveFacts facts, CancellationToken cancel) => facts with
    {
        FirstVisitMetChild = await db.Set<Visit>().Standing().AnyAsync(visit => visit.ChildId == child.Id && visit.IsChildSeen, cancel),
    };
}
