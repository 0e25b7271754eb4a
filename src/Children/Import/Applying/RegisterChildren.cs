using System.Text.Json;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Reads files as an import compares them: every field in the normal form of the check, ten statements for a chunk of children.</summary>
internal sealed class RegisterChildren(HuTongDb db, FieldCipher cipher)
{
    private const int Chunk = 500;

    public async Task<List<(RegisterChild Child, string Region)>> Load(IReadOnlyCollection<Guid> childIds, DateOnly today, CancellationToken cancel)
    {
        List<(RegisterChild, string)> found = new(childIds.Count);
        foreach (var ids in childIds.Chunk(Chunk))
        {
            var children = await db.Set<Child>().AsNoTracking().Where(child => ids.Contains(child.Id)).ToListAsync(cancel);
            var values = children.ToDictionary(child => child.Id, child => new Dictionary<LedgerField, string>());
            var told = await Facts(ids, values, cancel);
            foreach (var child in children) OfChild(child, values[child.Id]);
            await School(ids, values, cancel);
            await Health(ids, values, cancel);
            await People(ids, values, cancel);
            var categories = (await db.Set<CategoryTerm>().AsNoTracking().Where(term => ids.Contains(term.ChildId) && (term.To == null || term.To > today) && (term.State == "active" || term.State == "proposed"))
                .Select(term => new { term.ChildId, term.Code }).ToListAsync(cancel)).ToLookup(term => term.ChildId, term => term.Code);
            var others = await NotSames(ids, cancel);
            found.AddRange(children.Select(child => (Of(child, categories[child.Id].ToHashSet(StringComparer.Ordinal), values[child.Id], others[child.Id], told.GetValueOrDefault(child.Id)), child.Region)));
        }

        return found;
    }

    private RegisterChild Of(Child child, HashSet<string> categories, Dictionary<LedgerField, string> values, IEnumerable<string> others, HashSet<string>? told) => new(
        child.Id, child.State, true, child.IdBlind is null ? null : Open<Child>(nameof(Child.IdEnc), child.Id, child.IdEnc), child.Name, child.BornOn, PersonCodes.SexOf(child.Sex), child.Region,
        categories, values, child.IsTwin || Likeness.SpeaksOfTwins(Open<Child>(nameof(Child.RemarkEnc), child.Id, child.RemarkEnc)), others.ToHashSet(StringComparer.Ordinal), told);

    private void OfChild(Child child, Dictionary<LedgerField, string> values)
    {
        Set(values, LedgerField.Ethnicity, child.Ethnicity is null ? null : PersonCodes.Ethnicity.Words(child.Ethnicity));
        Set(values, LedgerField.Registered, Open<Child>(nameof(Child.HukouAddressEnc), child.Id, child.HukouAddressEnc));
    }

    // The newest word of a field counts; homes of their own overwrite it below.
    private async Task<Dictionary<Guid, HashSet<string>>> Facts(Guid[] ids, Dictionary<Guid, Dictionary<LedgerField, string>> values, CancellationToken cancel)
    {
        var told = new Dictionary<Guid, HashSet<string>>();
        foreach (var fact in await db.Set<LedgerFact>().AsNoTracking().Where(fact => ids.Contains(fact.ChildId)).OrderBy(fact => fact.KnownFrom).ThenBy(fact => fact.Id).ToListAsync(cancel))
        {
            var said = LedgerFacts.Open(fact, cipher);
            if (!told.TryGetValue(fact.ChildId, out var marks)) told[fact.ChildId] = marks = new HashSet<string>(StringComparer.Ordinal);
            marks.UnionWith(LedgerBeyond.Marks(said));
            foreach (var (key, text) in said)
            {
                if (LedgerFacts.FieldOf(key) is not (var field and not LedgerField.None) || !values.TryGetValue(fact.ChildId, out var of)) continue;
                if (text.Length > 0) of[field] = text;
                else of.Remove(field);   // what the older word said holds no more
            }
        }

        return told;
    }

    private async Task School(Guid[] ids, Dictionary<Guid, Dictionary<LedgerField, string>> values, CancellationToken cancel)
    {
        foreach (var term in await Open(db.Set<Schooling>(), ids).ToListAsync(cancel))
        {
            Set(values[term.ChildId], LedgerField.School, term.School);
            Set(values[term.ChildId], LedgerField.Grade, term.Grade);
        }
    }

    private async Task Health(Guid[] ids, Dictionary<Guid, Dictionary<LedgerField, string>> values, CancellationToken cancel)
    {
        foreach (var term in await Open(db.Set<Health>(), ids).ToListAsync(cancel))
            Set(values[term.ChildId], LedgerField.Health, term.Code is { } code ? PersonCodes.Health.Words(code) : Open<Health>(nameof(Children.Health.NoteEnc), term.Id, term.NoteEnc));
        foreach (var term in await Open(db.Set<Disability>(), ids).ToListAsync(cancel))
        {
            Set(values[term.ChildId], LedgerField.DisabilityKind, term.Kind is null ? null : PersonCodes.DisabilityKinds.Words(term.Kind));
            Set(values[term.ChildId], LedgerField.DisabilityGrade, term.Grade is null ? null : PersonCodes.DisabilityGrades.Words(term.Grade));
            Set(values[term.ChildId], LedgerField.DisabilityCertificate, Open<Disability>(nameof(Disability.CertificateEnc), term.Id, term.CertificateEnc));
        }
    }

    private async Task People(Guid[] ids, Dictionary<Guid, Dictionary<LedgerField, string>> values, CancellationToken cancel)
    {
        foreach (var person in await Open(db.Set<RelatedPerson>(), ids).ToListAsync(cancel))
        {
            if (PersonFields.Of(person.Role) is not { } fields) continue;
            var of = values[person.ChildId];
            Set(of, fields.Name, person.Name);
            Set(of, fields.Id, Open<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id, person.IdEnc));
            if (fields.WorkPlace != LedgerField.None) Set(of, fields.WorkPlace, Open<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, person.WorkPlaceEnc));
            if (person.Role == "guardian") Set(of, LedgerField.GuardianRelation, person.Relation ?? person.RelationWords);
        }

        foreach (var phone in await Open(db.Set<Phone>(), ids).Where(phone => phone.Rank == 0).ToListAsync(cancel))
            if (PersonFields.Of(phone.Role) is { } fields) Set(values[phone.ChildId], fields.Phone, Open<Phone>(nameof(Phone.NumberEnc), phone.Id, phone.NumberEnc));
        foreach (var term in await Open(db.Set<ParentCircumstance>(), ids).ToListAsync(cancel))
            if (PersonFields.Of(term.Parent) is { } fields)
                Set(values[term.ChildId], fields.Circumstance, term.Code ?? Open<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id, term.WordsEnc));
    }

    private async Task<ILookup<Guid, string>> NotSames(Guid[] ids, CancellationToken cancel)
    {
        var pairs = await db.Set<NotSame>().AsNoTracking().Where(pair => ids.Contains(pair.FirstChildId) || ids.Contains(pair.SecondChildId)).Select(pair => new { pair.FirstChildId, pair.SecondChildId }).ToListAsync(cancel);
        if (pairs.Count == 0) return Array.Empty<string>().ToLookup(_ => Guid.Empty);
        var all = pairs.SelectMany(pair => new[] { pair.FirstChildId, pair.SecondChildId }).Distinct().ToArray();
        var keys = await db.Set<Child>().AsNoTracking().Where(child => all.Contains(child.Id)).ToDictionaryAsync(child => child.Id, child => $"{child.Name}|{child.BornOn:yyyyMMdd}", cancel);
        return pairs.SelectMany(pair => new[] { (Of: pair.FirstChildId, Other: pair.SecondChildId), (Of: pair.SecondChildId, Other: pair.FirstChildId) })
            .Where(pair => keys.ContainsKey(pair.Other)).ToLookup(pair => pair.Of, pair => keys[pair.Other]);
    }

    private static IQueryable<T> Open<T>(IQueryable<T> terms, Guid[] ids) where T : ChildTerm => terms.AsNoTracking().Where(term => ids.Contains(term.ChildId) && term.To == null).OrderBy(term => term.From).ThenBy(term => term.Id);

    private string? Open<T>(string property, Guid id, byte[]? blob) => cipher.Open(FieldPlace.Of<T>(property, id), blob);

    private static void Set(Dictionary<LedgerField, string> values, LedgerField field, string? value)
    {
        if (!string.IsNullOrEmpty(value)) values[field] = value;
    }
}

/// <summary>The columns that speak of one person of the child.</summary>
internal sealed record PersonFields(string Role, LedgerField Name, LedgerField Id, LedgerField Phone, LedgerField WorkPlace, LedgerField Circumstance)
{
    public static readonly IReadOnlyList<PersonFields> All =
    [
        new("father", LedgerField.FatherName, LedgerField.FatherId, LedgerField.FatherPhone, LedgerField.FatherWorkPlace, LedgerField.FatherCircumstance),
        new("mother", LedgerField.MotherName, LedgerField.MotherId, LedgerField.MotherPhone, LedgerField.MotherWorkPlace, LedgerField.MotherCircumstance),
        new("guardian", LedgerField.GuardianName, LedgerField.GuardianId, LedgerField.GuardianPhone, LedgerField.None, LedgerField.None),
    ];

    /// <summary>What a person brings along: of another person only the row's own words hold.</summary>
    public IEnumerable<LedgerField> Along =>
        Role == "guardian" ? [Id, Phone, LedgerField.GuardianRelation, LedgerField.CareReason, LedgerField.GuardianshipGrade] : [Id, Phone, WorkPlace];

    /// <summary>Does the row name another person than the file? The same number under another spelling is the same person.</summary>
    public bool IsAnother(Func<LedgerField, string?> said, Func<LedgerField, string?> held) =>
        said(Name) is { } name && held(Name) is { } before && name != before && (said(Id) is null || said(Id) != held(Id));

    public static PersonFields? Naming(LedgerField field) => field == LedgerField.None ? null : All.FirstOrDefault(one =>
        field == one.Name || field == one.Id || field == one.Phone || field == one.WorkPlace || field == one.Circumstance || one.Role == "guardian" && field == LedgerField.GuardianRelation);

    public static PersonFields? Of(string role) => role switch { "father" => All[0], "mother" => All[1], "guardian" => All[2], _ => null };
}

/// <summary>The words of a ledger beside the file's own fields, by field key or heading.</summary>
internal static class LedgerFacts
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, LedgerField> Fields = Enum.GetValues<LedgerField>().Where(field => field != LedgerField.None).ToDictionary(field => field.Key(), StringComparer.Ordinal);

    public static LedgerField FieldOf(string key) => Fields.GetValueOrDefault(key);

    /// <summary>What a row leaves with a child; null when it says nothing more.</summary>
    public static LedgerFact? Made(IReadOnlyDictionary<string, string> facts, Guid childId, string region, Guid batchId, Guid rowId, DateTime now, FieldCipher cipher)
    {
        if (facts.Count == 0) return null;
        var fact = new LedgerFact { Id = Guid.CreateVersion7(), ChildId = childId, Region = region, BatchId = batchId, RowId = rowId, KnownFrom = now };
        fact.FactsEnc = Seal(facts, fact.Id, region, cipher);
        return fact;
    }

    public static byte[] Seal(IReadOnlyDictionary<string, string> facts, Guid id, string region, FieldCipher cipher) =>
        cipher.Seal(FieldPlace.Of<LedgerFact>(nameof(LedgerFact.FactsEnc), id), region, JsonSerializer.SerializeToUtf8Bytes(facts, Json));

    public static Dictionary<string, string> Open(LedgerFact fact, FieldCipher cipher) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(cipher.OpenBytes(FieldPlace.Of<LedgerFact>(nameof(LedgerFact.FactsEnc), fact.Id), fact.FactsEnc))!;
}
