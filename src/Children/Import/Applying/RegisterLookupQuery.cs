using System.Text.Json;
using HuTong.Children.Find;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>The register's side of an import: what it holds for a chunk of rows, in sets (import.md 9). Of other places only that a number exists.</summary>
public sealed class RegisterLookupQuery(HuTongDb db, Scope scope, IdentityLookup identities, FieldCipher cipher, BlindIndex blind)
{
    private static readonly string[] Matched = ["lead", "to-verify", "registered", "exit-review", "left"];

    public async ValueTask<ILookup<int, RegisterChild>> Run(IReadOnlyList<RegisterKey> keys, CancellationToken cancel)
    {
        var answers = new List<(int Index, RegisterChild Child)>();
        var numbers = keys.Where(key => key.IdNumber is not null).ToLookup(key => Convert.ToHexString(blind.Of(BlindIndex.IdNumber, key.IdNumber!)));
        var known = await identities.Find([.. numbers.Select(group => Convert.FromHexString(group.Key))], cancel);
        var inside = known.Where(answer => scope.Covers(answer.Region)).Select(answer => answer.ChildId).ToHashSet();
        foreach (var answer in known.Where(answer => !scope.Covers(answer.Region)))
            foreach (var key in numbers[Convert.ToHexString(answer.Blind)])
                answers.Add((key.Index, new RegisterChild(answer.ChildId, answer.State, false, key.IdNumber, "", null, Sex.Unknown, null, new HashSet<string>(), new Dictionary<LedgerField, string>())));

        var near = await Near(keys, cancel);
        var files = await Files([.. inside.Concat(near.Select(child => child.Id)).Distinct()], cancel);
        foreach (var answer in known.Where(answer => inside.Contains(answer.ChildId)))
            if (files.TryGetValue(answer.ChildId, out var child))
                foreach (var key in numbers[Convert.ToHexString(answer.Blind)]) answers.Add((key.Index, child with { IdNumber = key.IdNumber }));
        foreach (var key in keys)
            foreach (var child in near.Where(child => child.Region == key.RegionCode && (child.BornOn == key.BornOn || child.Name == key.Name) && (key.IdNumber is null || child.HasNoId)))
                if (files.TryGetValue(child.Id, out var file) && !answers.Any(answer => answer.Index == key.Index && answer.Child.ChildId == child.Id)) answers.Add((key.Index, file));
        return answers.ToLookup(answer => answer.Index, answer => answer.Child);
    }

    private sealed record NearChild(Guid Id, string Region, DateOnly? BornOn, string Name, bool HasNoId);

    /// <summary>Files of the same villages with one of the birth dates or names, where one side has no number. Index ix_child_region_born_on.</summary>
    private async Task<List<NearChild>> Near(IReadOnlyList<RegisterKey> keys, CancellationToken cancel)
    {
        var placed = keys.Where(key => key.RegionCode is not null).ToList();
        var regions = placed.Select(key => key.RegionCode!).Distinct().ToArray();
        if (regions.Length == 0) return [];
        var withoutNumber = placed.Where(key => key.IdNumber is null).ToList();
        var (allBorn, allNames) = (placed.Where(key => key.BornOn is not null).Select(key => key.BornOn).Distinct().ToArray(), placed.Select(key => key.Name).Distinct().ToArray());
        var (born, names) = (withoutNumber.Select(key => key.BornOn).Distinct().ToArray(), withoutNumber.Select(key => key.Name).Distinct().ToArray());
        return await db.Set<Child>().AsNoTracking()
            .Where(child => regions.Contains(child.Region) && Matched.Contains(child.State)
                && (child.IdBlind == null && (allBorn.Contains(child.BornOn) || allNames.Contains(child.Name)) || child.IdBlind != null && (born.Contains(child.BornOn) || names.Contains(child.Name))))
            .Select(child => new NearChild(child.Id, child.Region, child.BornOn, child.Name, child.IdBlind == null)).ToListAsync(cancel);
    }

    private async Task<Dictionary<Guid, RegisterChild>> Files(Guid[] ids, CancellationToken cancel)
    {
        if (ids.Length == 0) return [];
        var children = await db.Set<Child>().AsNoTracking().Where(child => ids.Contains(child.Id) && Matched.Contains(child.State)).ToListAsync(cancel);
        var categories = await Open<CategoryTerm>(ids, cancel);
        var values = new Dictionary<Guid, Dictionary<LedgerField, string>>();
        foreach (var fact in await db.Set<LedgerFact>().AsNoTracking().Where(fact => ids.Contains(fact.ChildId)).OrderBy(fact => fact.KnownFrom).ToListAsync(cancel)) Facts(fact, Of(values, fact.ChildId));
        foreach (var term in await Open<Schooling>(ids, cancel)) School(term, Of(values, term.ChildId));
        foreach (var person in await Open<RelatedPerson>(ids, cancel)) Person(person, Of(values, person.ChildId));
        foreach (var phone in (await Open<Phone>(ids, cancel)).OrderByDescending(phone => phone.Rank)) Phone(phone, Of(values, phone.ChildId));
        foreach (var term in await Open<ParentCircumstance>(ids, cancel)) Circumstance(term, Of(values, term.ChildId));
        var decided = await db.Set<NotSame>().AsNoTracking().Where(pair => ids.Contains(pair.FirstChildId)).Select(pair => new { pair.FirstChildId, pair.SecondChildId }).ToListAsync(cancel);
        var others = decided.Select(pair => pair.SecondChildId).ToArray();
        var keysOfOthers = await db.Set<Child>().AsNoTracking().Where(child => others.Contains(child.Id)).ToDictionaryAsync(child => child.Id, child => $"{child.Name}|{child.BornOn:yyyyMMdd}", cancel);
        return children.ToDictionary(child => child.Id, child => new RegisterChild(
            child.Id, child.State, true, child.IdEnc is null ? null : cipher.Open(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc), child.Name, child.BornOn,
            child.Sex switch { "male" => Sex.Male, "female" => Sex.Female, _ => Sex.Unknown }, child.Region,
            categories.Where(term => term.ChildId == child.Id && term.State == "active").Select(term => term.Code).ToHashSet(), Of(values, child.Id), child.IsTwin,
            decided.Where(pair => pair.FirstChildId == child.Id && keysOfOthers.ContainsKey(pair.SecondChildId)).Select(pair => keysOfOthers[pair.SecondChildId]).ToHashSet()));
    }

    private Task<List<T>> Open<T>(Guid[] ids, CancellationToken cancel) where T : ChildTerm =>
        db.Set<T>().AsNoTracking().Where(term => ids.Contains(term.ChildId) && term.To == null).OrderBy(term => term.KnownFrom).ToListAsync(cancel);

    private static Dictionary<LedgerField, string> Of(Dictionary<Guid, Dictionary<LedgerField, string>> all, Guid id)
    {
        if (!all.TryGetValue(id, out var values)) all[id] = values = [];
        return values;
    }

    /// <summary>The ledger's own words first; what has a home in the file then overrides them.</summary>
    private void Facts(LedgerFact fact, Dictionary<LedgerField, string> values)
    {
        var said = JsonSerializer.Deserialize<Dictionary<string, string>>(cipher.OpenBytes(FieldPlace.Of<LedgerFact>(nameof(LedgerFact.FactsEnc), fact.Id), fact.FactsEnc))!;
        foreach (var (key, text) in said)
            if (!key.StartsWith('“')) values[LedgerFields.FromKey(key)] = text;
    }

    private static void School(Schooling term, Dictionary<LedgerField, string> values)
    {
        Put(values, LedgerField.School, term.School);
        Put(values, LedgerField.Grade, term.Grade);
    }

    private void Person(RelatedPerson person, Dictionary<LedgerField, string> values)
    {
        var (name, id, work) = person.Role switch
        {
            "father" => (LedgerField.FatherName, LedgerField.FatherId, LedgerField.FatherWorkPlace),
            "mother" => (LedgerField.MotherName, LedgerField.MotherId, LedgerField.MotherWorkPlace),
            "guardian" => (LedgerField.GuardianName, LedgerField.GuardianId, LedgerField.None),
            _ => (LedgerField.None, LedgerField.None, LedgerField.None),
        };
        if (name == LedgerField.None) return;
        Put(values, name, person.Name);
        Put(values, id, cipher.Open(FieldPlace.Of<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id), person.IdEnc));
        if (work != LedgerField.None) Put(values, work, cipher.Open(FieldPlace.Of<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id), person.WorkPlaceEnc));
        if (person.Role == "guardian") Put(values, LedgerField.GuardianRelation, person.Relation ?? person.RelationWords);
    }

    private void Phone(Phone phone, Dictionary<LedgerField, string> values)
    {
        var field = phone.Role switch { "father" => LedgerField.FatherPhone, "mother" => LedgerField.MotherPhone, "guardian" => LedgerField.GuardianPhone, _ => LedgerField.None };
        if (field != LedgerField.None) Put(values, field, cipher.Open(FieldPlace.Of<Phone>(nameof(Children.Phone.NumberEnc), phone.Id), phone.NumberEnc));
    }

    private void Circumstance(ParentCircumstance term, Dictionary<LedgerField, string> values) =>
        Put(values, term.Parent == "father" ? LedgerField.FatherCircumstance : LedgerField.MotherCircumstance,
            term.Code ?? cipher.Open(FieldPlace.Of<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id), term.WordsEnc));

    private static void Put(Dictionary<LedgerField, string> values, LedgerField field, string? text)
    {
        if (!string.IsNullOrEmpty(text)) values[field] = text;
    }
}
