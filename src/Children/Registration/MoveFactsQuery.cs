using HuTong.Children.Files;
using HuTong.Children.Import;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>Reads what a move of a file must know (states.md 1): from the file, from what was said with the move, and from later rooms.</summary>
public sealed class MoveFactsQuery(HuTongDb db, ChinaClock clock, IEnumerable<IMoveGuard> guards)
{
    private static readonly string[] Guardians = ["guardian", "father", "mother", "carer"];

    /// <summary>Is a grown-up known who looks after the child: guardian, parent or carer?</summary>
    public Task<bool> HasGuardian(Guid childId, CancellationToken cancel = default) =>
        db.Set<RelatedPerson>().AnyAsync(person => person.ChildId == childId && (person.To == null || person.To > clock.Today) && Guardians.Contains(person.Role), cancel);

    /// <param name="child">From the fence.</param>
    /// <param name="exitReason">Code of codes.md 6, where a move has one.</param>
    public async Task<FileMoveFacts> Run(Child child, MoveSays says, string? exitReason, CancellationToken cancel = default)
    {
        var facts = new FileMoveFacts
        {
            IsIdentityChecked = child.IdEnc is not null || child.NoIdReason is not null && says.Plan is not null,
            ActiveCategories = says.Category is { } first ? [.. await Active(child.Id, cancel), first] : await Active(child.Id, cancel),
            IsGuardianSaid = says.NoGuardianKnown || await HasGuardian(child.Id, cancel),
            IsFromCityImport = await IsFromAbove(child, cancel),
            ExitReason = string.IsNullOrEmpty(exitReason) ? null : exitReason,
            IsExtendedStudy = await ExtendedStudy.Of(db, clock.Today).AnyAsync(one => one.Id == child.Id, cancel),
            Documents = says.Documents,
        };
        foreach (var guard in guards) facts = await guard.Say(child, facts, cancel);
        return facts;
    }

    private Task<List<string>> Active(Guid childId, CancellationToken cancel) =>
        db.Set<CategoryTerm>().Where(term => term.ChildId == childId && term.State == TermStates.Active && term.From <= clock.Today && (term.To == null || term.To > clock.Today)).Select(term => term.Code).ToListAsync(cancel);

    // An import of the city's leaves files to verify at the county (states.md 3). Its batch lies above the county's fence: a batch
    // that who decides cannot see is of an office above, and then the county decides.
    private async Task<bool> IsFromAbove(Child child, CancellationToken cancel) =>
        child.BatchId is { } batch && !await db.Set<ImportBatch>().AnyAsync(one => one.Id == batch && one.OfficeRegion.Length >= 6, cancel);
}
