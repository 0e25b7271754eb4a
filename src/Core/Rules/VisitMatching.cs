namespace HuTong.Core.Rules;

/// <summary>A visit as matching sees it; only visits that stand.</summary>
/// <param name="IsFaceToFace">The child was seen in person where it lives and every check was answered .</param>
/// <param name="IsContact">A phone or video contact with the child.</param>
public sealed record StandingVisit(Guid Id, DateOnly On, bool IsFaceToFace, bool IsContact);

/// <summary>A duty as matching sees it.</summary>
/// <param name="Key">Period and ordinal.</param>
/// <param name="Rhythm">Of <see cref="VisitRhythm"/>; empty for a clock.</param>
/// <param name="IsClock">First visit, retry, revisit: closed by any visit that counts, and never counted by coverage.</param>
public sealed record OpenDuty(string Key, int Ordinal, DateOnly From, DateOnly Due, string Rhythm, bool IsClock);

/// <summary>
/// Which visit fulfils which duty of one child. A function of what stands, so that returning a visit, or writing one down late, comes to the same as if it
/// had never been otherwise. One visit, one duty; visits of one day count once. Source, states.md 4.
/// </summary>
public static class VisitMatching
{
    /// <param name="duties">Of one child, in the months looked at; those excused or withdrawn left out.</param>
    /// <param name="visits">Of the same child and time.</param>
    /// <param name="taken">Visits that fulfil a duty of a closed month: they close clocks, and fulfil no other duty.</param>
    /// <returns>For each fulfilled duty its visit.</returns>
    public static IReadOnlyDictionary<OpenDuty, Guid> Of(IEnumerable<OpenDuty> duties, IReadOnlyCollection<StandingVisit> visits, VisitSettings settings, IReadOnlySet<Guid>? taken = null)
    {
        var found = new Dictionary<OpenDuty, Guid>();
        var face = visits.Where(visit => visit.IsFaceToFace).OrderBy(visit => visit.On).ThenBy(visit => visit.Id).DistinctBy(visit => visit.On).ToList();
        var contacts = settings.ContactFulfils ? visits.Where(visit => visit.IsContact && !visit.IsFaceToFace && taken?.Contains(visit.Id) != true).OrderBy(visit => visit.On).ThenBy(visit => visit.Id).DistinctBy(visit => visit.On).ToList() : [];
        var free = face.Where(visit => taken?.Contains(visit.Id) != true).ToList();
        // The shortest period first: what only one visit can fulfil must not lose it to what any could.
        foreach (var group in duties.Where(duty => !duty.IsClock).GroupBy(duty => (duty.From, duty.Due)).OrderBy(group => group.Key.Due.DayNumber - group.Key.From.DayNumber).ThenBy(group => group.Key.From))
        {
            DateOnly? last = null;
            foreach (var duty in group.OrderBy(duty => duty.Ordinal))
            {
                var gap = duty.Rhythm == VisitRhythm.High ? settings.HighMinGapDays : 1;
                if (free.Find(visit => IsIn(duty, visit) && (last is null || visit.On.DayNumber - last.Value.DayNumber >= gap)) is { } visit) free.Remove(visit);
                else if (duty.Rhythm == VisitRhythm.Ordinary && contacts.Find(one => IsIn(duty, one) && MayBeContact(duty, face)) is { } contact) contacts.Remove(visit = contact);
                else continue;
                (found[duty], last) = (visit.Id, visit.On);
            }
        }

        foreach (var clock in duties.Where(duty => duty.IsClock))
            if (face.Find(visit => visit.On >= clock.From) is { } visit) found[clock] = visit.Id;
        return found;
    }

    private static bool IsIn(OpenDuty duty, StandingVisit visit) => duty.From <= visit.On && visit.On <= duty.Due;

    /// <summary>R-071: even where a contact fulfils, the child is seen in person once a quarter.</summary>
    private static bool MayBeContact(OpenDuty duty, List<StandingVisit> face)
    {
        var quarter = VisitRhythm.Quarter(Month.Of(duty.Due));
        return Month.Of(duty.Due) != quarter.Plus(2) || face.Exists(visit => visit.On >= quarter.First && visit.On <= duty.Due);
    }
}
