using HuTong.Children;
using HuTong.Core;
using HuTong.Data;
using HuTong.Visits.Coverage;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Duties;

/// <summary>What follows for duties and coverage when files were registered, corrected, moved, closed or undone.</summary>
public sealed class FollowRegister(HuTongDb db, DutyMaker maker, CoverageTally tally) : IRegisterChange
{
    public async Task Follow(ChangedFiles files, WriteTransaction write, CancellationToken cancel)
    {
        var months = Months.Open(files.Today);
        await write.LockOnce(CoverageTally.Lock, cancel);
        var which = files.BatchId is { } batch ? DutyMaker.OfBatch(batch) : maker.Of(files.Children!);
        var before = files.IsNew ? [] : await Counted(files, months[0], cancel);
        await maker.Follow(which, months, files.Today, files.IsNew, cancel);
        var villages = before.Concat(await Counted(files, months[0], cancel)).Distinct().GroupBy(one => one.Month, one => one.Village);
        foreach (var month in villages) await tally.Count(Month.Of(month.Key), [.. month.Distinct()], cancel);
    }

    private async Task<List<(DateOnly Month, string Village)>> Counted(ChangedFiles files, Month since, CancellationToken cancel)
    {
        var first = since.First;
        var all = db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month != null && duty.Month >= first);
        var duties = files.BatchId is { } batch
            ? db.Set<Child>().Where(child => child.BatchId == batch).Join(all, child => child.Id, duty => duty.ChildId, (child, duty) => duty)
            : all.Where(duty => files.Children!.Contains(duty.ChildId));
        return [.. (await duties.Select(duty => new { duty.Month, duty.CountsAt }).Distinct().ToListAsync(cancel)).Select(one => (one.Month!.Value, one.CountsAt))];
    }
}
