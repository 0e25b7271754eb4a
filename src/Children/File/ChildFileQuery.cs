using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>Reads one child's file as it holds on a day: the child and one statement for all terms. Decrypts what is shown, masks here.</summary>
public sealed class ChildFileQuery(HuTongDb db, FieldCipher cipher, RegionTree tree, Scope scope, ChinaClock clock)
{
    /// <summary>The row itself, through the fence; null when it does not exist or lies outside, which look alike.</summary>
    public Task<Child?> Find(Guid id, CancellationToken cancel = default) => ById.In(db)(db, id, cancel);

    private static readonly CompiledQuery<Func<HuTongDb, Guid, CancellationToken, Task<Child?>>> ById = new(() =>
        EF.CompileAsyncQuery((HuTongDb db, Guid id, CancellationToken _) => db.Set<Child>().AsNoTracking().SingleOrDefault(child => child.Id == id)));

    /// <param name="child">From <see cref="Find"/>, after its opening was logged.</param>
    /// <param name="day">Null for today.</param>
    public async Task<ChildFile> Run(Child child, DateOnly? day = null, CancellationToken cancel = default)
    {
        var on = day ?? clock.Today;
        var rows = (await TermRows.Of(db, child.Id, on, cancel)).ToLookup(row => row.Kind);
        var categories = rows[TermKind.Category].Where(row => row.B != "voided").Select(Category).ToList();
        return new ChildFile(
            Head(child, categories), on, Home(child, rows[TermKind.Residence].FirstOrDefault(), day is not null), categories,
            [.. rows[TermKind.Circumstance].Select(Circumstance)], [.. rows[TermKind.Person].Select(Person)],
            [.. rows[TermKind.Phone].Select(Phone).OrderBy(phone => phone.Rank)],
            rows[TermKind.School].Select(School).FirstOrDefault(), rows[TermKind.Health].Select(Health).FirstOrDefault(),
            [.. rows[TermKind.Disability].Select(Disability)], rows[TermKind.Risk].Select(Risk).FirstOrDefault(), [.. rows[TermKind.Account].Select(Account)]);
    }

    /// <summary>The head alone, for pages beside the file.</summary>
    public FileHead Head(Child child, IReadOnlyList<CategoryFact>? categories = null) => new(
        child.Id, child.Version, child.Name, FileWords.Of("sex", child.Sex) ?? "未知", child.BornOn,
        child.BornOn is { } born ? $"{Show.Age(born, clock.Today)}（{Show.YearMonth(born)}生）" : "出生日期不详",
        Number(child), child.IdEnc is not null,
        [.. (categories ?? []).Where(one => one.State == "active").Select(one => one.Words).Distinct().Take(3)],
        child.Region, tree.ShortName(child.Region), tree.NameOf(child.Region) is { } name ? Places.VillageName.Short(name) : "", child.FileNumber, child.State, child.ExitOn);

    /// <summary>Other children of the household that the asker may see; no statement when the child has none.</summary>
    public async Task<IReadOnlyList<Sibling>> Siblings(Child child, CancellationToken cancel = default)
    {
        if (child.HouseholdId is not { } household) return [];
        var others = await db.Set<Child>().AsNoTracking().Where(other => other.HouseholdId == household && other.Id != child.Id)
            .OrderBy(other => other.BornOn).Select(other => new { other.Id, other.Name, other.BornOn, other.Region }).Take(12).ToListAsync(cancel);
        return [.. others.Select(other => new Sibling(other.Id, other.Name, other.BornOn is { } born ? Show.Age(born, clock.Today) : "", tree.ShortName(other.Region, RegionLevel.Township)))];
    }

    private string Number(Child child)
    {
        if (child.IdEnc is null) return FileWords.Of("no-id-reason", child.NoIdReason) is { } why ? $"还没有（{why}）" : "还没有";
        return Masks.Id(cipher.Open(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc)!);
    }

    private HomeFacts Home(Child child, TermRow? residence, bool isPast)
    {
        var address = isPast && residence is not null ? Open<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), residence.Id, residence.X)
            : Open<Child>(nameof(Child.AddressEnc), child.Id, child.AddressEnc);
        var village = tree.ShortName(isPast ? residence?.A ?? child.Region : child.Region, RegionLevel.Township);
        return new HomeFacts(
            FileWords.Of("ethnicity", child.Ethnicity), Place(child.HukouRegion), Open<Child>(nameof(Child.HukouAddressEnc), child.Id, child.HukouAddressEnc), FileWords.Of("hukou-kind", child.HukouKind),
            address is null ? village : $"{village} {address}", FileWords.Of("lives-with", child.LivesWith), FileWords.Of("economy", child.Economy),
            Open<Child>(nameof(Child.RemarkEnc), child.Id, child.RemarkEnc), FileWords.Of("id-kind", child.IdKind), Place(child.PayingRegion));
    }

    private string? Place(string? region) => region is null ? null : tree.ShortName(region, RegionLevel.City) is { Length: > 0 } name ? name : "已撤销的地方";

    private CategoryFact Category(TermRow row) =>
        new(row.Id, row.A!, FileWords.Of("category", row.A)!, row.From, row.To, row.B!, Open<CategoryTerm>(nameof(CategoryTerm.GroundEnc), row.Id, row.X), FileWords.Of("term-end", row.C),
            CategoryTerm.BeganUnsaid(row.Source, row.From, row.KnownFrom));

    private CircumstanceFact Circumstance(TermRow row)
    {
        var grade = row.C is null && row.D is null ? null : $"{FileWords.Of("disability-kind", row.C)}{FileWords.Of("disability-grade", row.D)}";
        var note = Open<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), row.Id, row.X);
        return new(row.Id, row.A!, FileWords.Of("circumstance", row.B) ?? "没有写明", string.Join("；", new[] { grade, note }.Where(one => one is not null)) is { Length: > 0 } says ? says : null, row.From, row.On, row.P == true);
    }

    private PersonFact Person(TermRow row)
    {
        var id = Open<RelatedPerson>(nameof(RelatedPerson.IdEnc), row.Id, row.X);
        var relation = FileWords.Of("relation", row.B) ?? (row.F is not null && !FileWords.Knows("care-reason", row.F) ? row.F : null);
        return new(row.Id, row.A!, row.C, relation, id is null ? null : Masks.Id(id), Open<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), row.Id, row.Y), Open<RelatedPerson>(nameof(RelatedPerson.AddressEnc), row.Id, row.Z),
            FileWords.Of("guardian-basis", row.D), FileWords.Of("ability", row.E), row.F is not null && FileWords.Knows("care-reason", row.F) ? FileWords.Of("care-reason", row.F) : null, row.From);
    }

    private PhoneFact Phone(TermRow row) => new(row.Id, row.A!, Masks.Phone(Open<Phone>(nameof(Children.Phone.NumberEnc), row.Id, row.X) ?? ""), row.N);

    private SchoolFact School(TermRow row) => new(row.Id, FileWords.Of("stage", row.A), FileWords.Of("schooling-status", row.B), row.C, row.D, row.P, row.From, ChildTerm.Undated.Contains(row.Source));

    private HealthFact Health(TermRow row) => new(row.Id, FileWords.Of("health", row.A), Open<Health>(nameof(Children.Health.NoteEnc), row.Id, row.X), row.From);

    // Village and township read masked (security.md 2): the certificate begins with the whole ID number, so they see only that there is one.
    private DisabilityFact Disability(TermRow row)
    {
        var certificate = row.Y is null ? null : ReadsMasked ? "有" : Masks.Id(Open<Disability>(nameof(Children.Disability.CertificateEnc), row.Id, row.Y)!);
        return new(row.Id, FileWords.Of("disability-kind", row.A), FileWords.Of("disability-grade", row.B), Open<Disability>(nameof(Children.Disability.WordsEnc), row.Id, row.X), certificate, row.On, row.From);
    }

    private RiskFact Risk(TermRow row) => new(row.A!, Open<RiskLevel>(nameof(RiskLevel.ReasonEnc), row.Id, row.X), row.From);

    private AccountFact Account(TermRow row) => new(
        ReadsMasked ? null : row.A, ReadsMasked ? null : row.B, ReadsMasked ? "有" : Masks.Account(Open<PayeeAccount>(nameof(PayeeAccount.AccountEnc), row.Id, row.X) ?? ""), FileWords.Of("account-state", row.C)!);

    private bool ReadsMasked => scope.Role is "village-director" or "township-supervisor";

    private string? Open<T>(string property, Guid id, byte[]? blob) => cipher.Open(FieldPlace.Of<T>(property, id), blob);
}
