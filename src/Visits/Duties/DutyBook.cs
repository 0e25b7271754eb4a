using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Visits.Coverage;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Duties;

/// <summary>One child's duties and standing visits, brought into agreement: who fulfils what, the counters of the villages, due and last met of the list.</summary>
public sealed class DutyBook(HuTongDb db, CoverageTally tally, ChinaClock clock, Scope scope, JobBell bell)
{
    /// <summary>Takes the child for this transaction; a month that closes meanwhile waits, or has closed before.</summary>
    public Task Take(WriteTransaction write, Guid childId, CancellationToken cancel = default) => write.LockShared(CoverageTally.Lock, $"visits of {childId}", cancel);

    /// <summary>Reads and tracks what one change may concern, in the transaction after <see cref="Take"/>.</summary>
    /// <param name="since">First day that may change.</param>
    public async Task<OpenBook> Read(Guid childId, DateOnly since, CancellationToken cancel = default)
    {
        // What is open is matched whole, whichever part of it changed.
        var open = Months.Open(clock.Today)[0].First;
        var quarter = VisitRhythm.Quarter(Month.Of(since < open ? since : open)).First;
        await Duties(childId, quarter, cancel);
        var from = Tracked(childId).Where(MayChange).Select(duty => duty.From).Append(quarter).Min();   // a week, a clock may begin in the quarter before
        await db.Set<Visit>().Where(visit => visit.ChildId == childId && visit.On >= from).LoadAsync(cancel);
        // The visit that met a first clock may lie before it.
        var met = Tracked(childId).Where(duty => duty is { Month: null, VisitId: not null } && db.Set<Visit>().Local.FindEntry(duty.VisitId.Value) is null).Select(duty => duty.VisitId!.Value).ToArray();
        if (met.Length > 0) await db.Set<Visit>().Where(visit => met.Contains(visit.Id)).LoadAsync(cancel);
        return new OpenBook(childId, from, Tallies(Tracked(childId)));
    }

    /// <summary>
    /// Matches anew and changes the tracked duties and the list line; the counters at once, by what changed. To be called with new or changed visits already tracked,
    /// before saving.
    /// </summary>
    /// <returns>The duties as they are now.</returns>
    public async Task<IReadOnlyList<VisitDuty>> Settle(RegisterLine line, OpenBook book, VisitSettings settings, CancellationToken cancel = default)
    {
        var duties = Tracked(line.ChildId);
        Match(duties, Standing(line.ChildId), settings);
        foreach (var month in duties.Where(duty => duty.Month is not null && duty.State != DutyStates.Withdrawn && MayMove(duty)).GroupBy(duty => duty.Month).Where(month => month.Any(duty => duty.State == DutyStates.Due)))
            foreach (var duty in month) duty.CountsAt = line.Region;   // while any is open it counts where the child lives
        await Write(book.Before, Tallies(duties), cancel);
        await Tell(line, duties, book.From, cancel);
        return duties;
    }

    /// <summary>Excuses the duties asked for, or opens them for good; counters and list line follow.</summary>
    /// <param name="asked">Tracked, of one child.</param>
    public async Task Excuse(RegisterLine line, IReadOnlyCollection<VisitDuty> asked, bool agrees, CancellationToken cancel = default)
    {
        await Duties(line.ChildId, VisitRhythm.Quarter(Month.Of(asked.Min(duty => duty.From))).First, cancel);
        var duties = Tracked(line.ChildId);
        var before = Tallies(duties);
        foreach (var duty in asked)
        {
            if (agrees) duty.State = DutyStates.Excused;
            else (duty.ExcusedFor, duty.ExcusedUntil) = (null, null);
            (duty.ExcuseAskedBy, duty.ExcuseAskedByName) = (null, null);
        }
        await Write(before, Tallies(duties), cancel);
        await Tell(line, duties, null, cancel);
    }

    // With what a visit of these days has fulfilled, though its days are over: a clock met late, a month whose last week the next one shares.
    private Task Duties(Guid childId, DateOnly since, CancellationToken cancel)
    {
        var monday = since.AddDays(-6);
        return db.Set<VisitDuty>().Where(duty => duty.ChildId == childId && (duty.Due >= since || duty.State == DutyStates.Due || duty.State == DutyStates.Missed || db.Set<Visit>().Any(visit => visit.Id == duty.VisitId && visit.On >= monday))).LoadAsync(cancel);
    }

    // The tracker holds both: what is stored, with the changes of this use case, and what it adds.
    private List<VisitDuty> Tracked(Guid childId) => [.. db.Set<VisitDuty>().Local.Where(duty => duty.ChildId == childId)];

    private List<StandingVisit> Standing(Guid childId) => [.. db.Set<Visit>().Local.Where(visit => visit.ChildId == childId && visit.Stands)
        .Select(visit => new StandingVisit(visit.Id, visit.On, visit.IsFaceToFace, visit.Result == "met-child" && VisitCodes.IsContact(visit.Kind)))];

    private void Match(List<VisitDuty> duties, List<StandingVisit> visits, VisitSettings settings)
    {
        var settled = duties.Where(MayChange).ToDictionary(duty => new OpenDuty($"{duty.Period} {duty.Ordinal}", duty.Ordinal, duty.Kind == DutyKinds.First ? DateOnly.MinValue : duty.From, duty.Due, duty.Rhythm, duty.Month is null));
        var closed = duties.Where(duty => duty is { State: DutyStates.Done, Month: not null } && !MayChange(duty)).Select(duty => duty.VisitId ?? Guid.Empty).ToHashSet();
        var found = VisitMatching.Of(settled.Keys, visits, settings, closed);
        foreach (var (open, duty) in settled)
        {
            (duty.State, duty.VisitId) = found.TryGetValue(open, out var visit) ? (DutyStates.Done, visit) : (DutyStates.Due, (Guid?)null);
            if (duty.State == DutyStates.Done) (duty.ExcusedFor, duty.ExcusedUntil, duty.ExcuseAskedBy, duty.ExcuseAskedByName) = (null, null, null, null);   // seen after all
        }
        // A closed month does not move: what a visit no longer proves is missed, and still counts as it did (states.md 4).
        foreach (var duty in duties.Where(duty => duty.State == DutyStates.Done && !settled.ContainsValue(duty) && visits.TrueForAll(visit => visit.Id != duty.VisitId) && WasTaken(duty)))
            (duty.ClosedAs, duty.State, duty.VisitId) = (duty.ClosedAs ?? DutyStates.Done, DutyStates.Missed, null);
        // Seen in time and told too late: missed for ever, but nobody goes for it any more (decision 013).
        foreach (var duty in duties.Where(duty => duty is { State: DutyStates.Missed, Month: not null }))
        {
            if (WasTaken(duty)) duty.VisitId = null;
            duty.VisitId ??= db.Set<Visit>().Local.Where(visit => visit.ChildId == duty.ChildId && visit is { Stands: true, IsFaceToFace: true } && duty.From <= visit.On && visit.On <= duty.Due
                && !Months.IsOpen(Month.Of(duty.Month!.Value), DateOnly.FromDateTime(visit.SubmittedAt.AddHours(8))) && !duties.Exists(other => other.VisitId == visit.Id && other.Month == duty.Month)).Min(visit => (Guid?)visit.Id);
        }
    }

    private bool MayChange(VisitDuty duty) => duty.State is DutyStates.Due or DutyStates.Done && (duty.Month is not { } month || Months.IsOpen(Month.Of(month), clock.Today));

    private bool MayMove(VisitDuty duty) => Months.IsOpen(Month.Of(duty.Month!.Value), clock.Today);

    private bool WasTaken(VisitDuty duty) => duty.VisitId is { } id && db.ChangeTracker.Entries<Visit>().Any(entry => entry.Entity.Id == id && !entry.Entity.Stands);

    private static Dictionary<DateOnly, ChildTally> Tallies(List<VisitDuty> duties) => duties.Where(duty => duty.Month is not null).GroupBy(duty => duty.Month!.Value)
        .Select(month => (month.Key, Tally: ChildTally.Of(month))).Where(month => month.Tally is not null).ToDictionary(month => month.Key, month => month.Tally!);

    private async Task Write(IReadOnlyDictionary<DateOnly, ChildTally> before, Dictionary<DateOnly, ChildTally> after, CancellationToken cancel)
    {
        foreach (var month in before.Keys.Union(after.Keys).Order())
        {
            foreach (var change in TallyChange.Between(before.GetValueOrDefault(month), after.GetValueOrDefault(month)))
            {
                if (scope.Covers(change.Village)) await tally.Add(month, change, cancel);
                else
                {
                    // The village that the child has left may be another office's: the product counts it anew by itself.
                    db.Add(CountAgain.JobFor(change.Village, month, clock));
                    bell.Ring();
                }
            }
        }
    }

    /// <summary>Due and last met on the list; the same as <see cref="DutyMaker.LinesOf"/> says in sets.</summary>
    /// <param name="since">All visits from this day on are tracked; null: none is.</param>
    private async Task Tell(RegisterLine line, List<VisitDuty> duties, DateOnly? since, CancellationToken cancel)
    {
        var met = since is null ? null : db.Set<Visit>().Local.Where(visit => visit.ChildId == line.ChildId && visit.Stands && visit.IsChildSeen).Max(visit => (DateOnly?)visit.On);
        line.LastMet = met >= since ? met
            : await db.Set<Visit>().AsNoTracking().Standing().Where(visit => visit.ChildId == line.ChildId && visit.IsChildSeen && (since == null || visit.On < since)).MaxAsync(visit => (DateOnly?)visit.On, cancel);
        line.UnseenSince = line.LastMet ?? line.RegisteredOn;
        var isOn = FileStates.IsOnRegister(line.State);
        bool IsUnseen(VisitDuty duty) => duty.Month is null || line.LastMet is null || line.LastMet <= duty.Due;   // a month may still be open when its child was seen in the next one
        var waiting = duties.Where(duty => (duty.State == DutyStates.Due || duty is { State: DutyStates.Missed, VisitId: null } && isOn) && IsUnseen(duty)).Select(duty => (DateOnly?)duty.Due).Min();
        line.NextDue = !FileStates.IsVisited(line.State) ? null : waiting ?? (!isOn || line.CategoryBits == 0 ? null : line.CategoryBits == Categories.Find(Categories.Migrant)!.Mask
            ? VisitRhythm.Quarter(Month.Of(clock.Today)).Plus(5).Last : Month.Of(clock.Today).Next.Last);
    }
}

/// <summary>What <see cref="DutyBook.Read"/> has read of a child.</summary>
/// <param name="From">All visits from this day on are tracked.</param>
/// <param name="Before">How the child counted, by month.</param>
public sealed record OpenBook(Guid ChildId, DateOnly From, IReadOnlyDictionary<DateOnly, ChildTally> Before);
