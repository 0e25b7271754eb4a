using HuTong.Core.Codes;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children;

/// <summary>Derives the list line of a child from its file and its open terms; called by every use case that changes them, before it saves.</summary>
public sealed class RegisterLines(HuTongDb db, ChinaClock clock)
{
    private const int Chunk = 500;

    /// <summary>Writes the line of one child from what is stored and what is about to be saved.</summary>
    public async Task Derive(Child child, CancellationToken cancel = default)
    {
        await Load([child.Id], cancel);
        var line = await db.Set<RegisterLine>().SingleOrDefaultAsync(one => one.ChildId == child.Id, cancel);
        if (line is null) db.Add(line = new RegisterLine { ChildId = child.Id });
        Fill(line, child);
    }

    /// <summary>Writes the lines of many children anew; keeps what Visits wrote.</summary>
    public async Task Rebuild(IReadOnlyCollection<Guid> childIds, CancellationToken cancel = default)
    {
        foreach (var ids in childIds.Chunk(Chunk))
        {
            await Load(ids, cancel);
            var children = await db.Set<Child>().Where(child => ids.Contains(child.Id)).ToListAsync(cancel);
            var lines = await db.Set<RegisterLine>().Where(line => ids.Contains(line.ChildId)).ToDictionaryAsync(line => line.ChildId, cancel);
            foreach (var child in children)
            {
                if (!lines.TryGetValue(child.Id, out var line)) db.Add(line = new RegisterLine { ChildId = child.Id });
                Fill(line, child);
            }
        }
    }

    private async Task Load(Guid[] ids, CancellationToken cancel)
    {
        await db.Set<CategoryTerm>().Where(term => ids.Contains(term.ChildId) && term.To == null).LoadAsync(cancel);
        await db.Set<Schooling>().Where(term => ids.Contains(term.ChildId) && term.To == null).LoadAsync(cancel);
        await db.Set<RiskLevel>().Where(term => ids.Contains(term.ChildId) && term.To == null).LoadAsync(cancel);
        await db.Set<RelatedPerson>().Where(term => ids.Contains(term.ChildId) && term.To == null).LoadAsync(cancel);
    }

    private void Fill(RegisterLine line, Child child)
    {
        (line.Region, line.Name) = (child.Region, child.Name);
        (line.Sex, line.BornOn, line.State, line.HukouRegion, line.FileNumber) = (child.Sex, child.BornOn, child.State, child.HukouRegion, child.FileNumber);
        (line.RegisteredOn, line.UnseenSince) = (child.RegisteredOn, line.LastMet ?? child.RegisteredOn);
        line.CategoryBits = Categories.Bits(Open<CategoryTerm>(child.Id).Where(term => term.State == "active").Select(term => term.Code));
        line.Risk = Latest<RiskLevel>(child.Id)?.Level ?? "low";
        line.School = RegisterLine.Short(Latest<Schooling>(child.Id)?.School);
        line.SetKeys();
        var people = Open<RelatedPerson>(child.Id).OrderByDescending(person => person.From).ToList();
        var guardian = people.Find(person => person.Role == "guardian") ?? people.Find(person => person.Role == "carer");
        (line.GuardianName, line.GuardianRelation) = (RegisterLine.Short(guardian?.Name), guardian?.Relation);
    }

    // The tracker holds both: what was loaded, with the edits of this use case, and what it adds.
    private IEnumerable<T> Open<T>(Guid childId) where T : ChildTerm =>
        db.ChangeTracker.Entries<T>().Where(entry => entry.State is not (EntityState.Deleted or EntityState.Detached))
            .Select(entry => entry.Entity).Where(term => term.ChildId == childId && (term.To is null || term.To > clock.Today));

    private T? Latest<T>(Guid childId) where T : ChildTerm => Open<T>(childId).MaxBy(term => term.From);
}
