using System.Collections.Frozen;
using HuTong.Children.Find;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>Makes a child's file out of a checked row: all rows of all tables, encrypted, without asking the database. One thread at a time.</summary>
internal sealed class RegisterRows(FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, ImportBatch batch)
{
    private static readonly LedgerField[] KeptAsFact = [.. Enum.GetValues<LedgerField>().Where(field => field.IsLedgerFact()
        || field is LedgerField.Group or LedgerField.RegisteredCounty or LedgerField.RegisteredTown or LedgerField.RegisteredVillage or LedgerField.RegisteredGroup or LedgerField.Remark)];

    private readonly PlaceFit registered = new(places, batch.Region);
    private readonly DateTime now = clock.Now;

    // Of the row being made: its rows, and what they hold encrypted, as the record tells it.
    private readonly List<IChildFact> made = [];
    private readonly List<Change> told = [];

    /// <summary>A county's import vouches; a township's and a city's files are still to be verified (states.md 3).</summary>
    public bool IsRegistered { get; } = batch.OfficeRole == "county-officer";

    public void Make(CheckedRow row, Guid childId, Guid rowId, RowSet set)
    {
        made.Clear();
        told.Clear();
        var region = row.RegionCode!;
        var child = ChildOf(row, childId, region);
        made.Add(child);
        set.Children.Add(child);
        if (row.IdNumber is not null)
            set.Identities.Add(new IdentityIndex { Blind = child.IdBlind!, ChildId = childId, Region = region, State = child.State, NameBlind = IdentityCheck.NameBlind(blind, row.Name) });
        var codes = row.Categories.Concat(row.SealedKinds.Select(Categories.Open)).Distinct().ToList();
        foreach (var code in codes) set.Categories.Add(Term(new CategoryTerm { Code = code, State = IsRegistered ? "active" : "proposed" }, childId, region, row.StartedOn));
        foreach (var kind in row.SealedKinds) set.Sealed.Add(new SealedEntry(childId, region, kind));
        var home = Term(new ResidenceTerm { Village = region }, childId, region);
        home.AddressEnc = Seal<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), home.Id, region, Address(row));
        set.Residences.Add(home);
        School(row, childId, region, set);
        Health(row, childId, region, set);
        People(row, childId, region, set);
        Account(row, childId, region, set);
        Fact(row, childId, rowId, region, set);
        set.Lines.Add(LineOf(row, child, codes));
        set.Events.Add(EventOf(child));
    }

    /// <summary>What a ledger's row says beyond the file's own fields.</summary>
    public void Fact(CheckedRow row, Guid childId, Guid rowId, string region, RowSet set)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in KeptAsFact)
            if (row[field] is { } value) facts[field.Key()] = value;
        foreach (var field in (ReadOnlySpan<LedgerField>)[LedgerField.Ethnicity, LedgerField.Health, LedgerField.DisabilityKind, LedgerField.DisabilityGrade])
            if (row[field] is { } words && Canonical.CodeOf(field, words) is null) facts[field.Key()] = words;
        if (LedgerBeyond.Month(row) is { } month) facts[LedgerField.PayMonth.Key()] = month;
        foreach (var (heading, text) in row.Unmapped) facts[heading] = text;
        Fact(facts, childId, rowId, region, set);
    }

    /// <summary>Words of a row to be kept with a child; nothing when there are none.</summary>
    public void Fact(IReadOnlyDictionary<string, string> facts, Guid childId, Guid rowId, string region, RowSet set)
    {
        if (LedgerFacts.Made(facts, childId, region, batch.Id, rowId, now, cipher) is not { } fact) return;
        set.Facts.Add(fact);
    }

    private Child ChildOf(CheckedRow row, Guid id, string region)
    {
        var child = new Child
        {
            Id = id, Name = row.Name, Sex = PersonCodes.CodeOf(row.Sex), BornOn = row.BornOn, Region = region, Source = "import", BatchId = batch.Id, CreatedBy = scope.UserId, CreatedAt = now,
            Ethnicity = Canonical.CodeOf(LedgerField.Ethnicity, row[LedgerField.Ethnicity]), HukouKind = PersonCodes.HukouKinds.Read(row[LedgerField.HukouKind]),
            State = IsRegistered ? "registered" : "to-verify", RegisteredOn = IsRegistered ? batch.Today : null, IsTwin = Likeness.SpeaksOfTwins(row.WrittenRemark), HukouRegion = Hukou(row),
            IdKind = row.IdNumber is null ? "none" : "resident-id", NoIdReason = row.IdNumber is null ? "other" : null,
        };
        child.IdEnc = Seal<Child>(nameof(Child.IdEnc), id, region, row.IdNumber);
        child.IdBlind = row.IdNumber is null ? null : blind.Of(BlindIndex.IdNumber, row.IdNumber);
        child.AddressEnc = Seal<Child>(nameof(Child.AddressEnc), id, region, Address(row));
        child.HukouAddressEnc = Seal<Child>(nameof(Child.HukouAddressEnc), id, region, row[LedgerField.Registered]);
        child.RemarkEnc = Seal<Child>(nameof(Child.RemarkEnc), id, region, row[LedgerField.Remark]);
        return child;
    }

    private string? Hukou(CheckedRow row) => row.Has("place-from-registered") ? row.RegionCode : Hukou(registered, field => row[field]);

    internal static string? Hukou(PlaceFit fit, Func<LedgerField, string?> said)
    {
        var cells = new PlaceCells(said(LedgerField.RegisteredCounty) ?? "", said(LedgerField.RegisteredTown) ?? "", said(LedgerField.RegisteredVillage) ?? "", said(LedgerField.Registered) ?? "");
        return cells.Town.Length + cells.Village.Length + cells.Address.Length == 0 ? null : fit.Find(cells).RegionCode;
    }

    private static string? Address(CheckedRow row) => Address(row[LedgerField.Residence], row[LedgerField.Group]);

    /// <summary>The address with its 组、门牌, which a ledger may give in a column of its own.</summary>
    internal static string? Address(string? residence, string? group) =>
        residence is not null && group is not null && !residence.Contains(group, StringComparison.Ordinal) ? residence + group : residence ?? group;

    internal static string? Stage(string? words) => LivingCodes.SchoolStages.Read(words);

    internal static bool? Boards(string? words) => words switch { "是" or "寄宿" => true, "否" or "不寄宿" or "走读" => false, _ => null };

    private void School(CheckedRow row, Guid childId, string region, RowSet set)
    {
        if (row[LedgerField.School] is null && row[LedgerField.Grade] is null) return;
        set.Schoolings.Add(Term(new Schooling
        {
            School = row[LedgerField.School], Grade = row[LedgerField.Grade], Stage = Stage(row[LedgerField.SchoolStage]), IsBoarding = Boards(row[LedgerField.Boarding]),
        }, childId, region));
    }

    private void Health(CheckedRow row, Guid childId, string region, RowSet set)
    {
        if (row[LedgerField.Health] is { } words)
        {
            var health = Term(new Health { Code = Canonical.CodeOf(LedgerField.Health, words) }, childId, region);
            if (health.Code is null) health.NoteEnc = Seal<Health>(nameof(Children.Health.NoteEnc), health.Id, region, words);
            set.Healths.Add(health);
        }

        var (kind, grade, certificate) = (row[LedgerField.DisabilityKind], row[LedgerField.DisabilityGrade], row[LedgerField.DisabilityCertificate]);
        if (kind is null && grade is null && certificate is null) return;
        var disability = Term(new Disability { Kind = Canonical.CodeOf(LedgerField.DisabilityKind, kind), Grade = Canonical.CodeOf(LedgerField.DisabilityGrade, grade) }, childId, region);
        if (disability.Kind is null || disability.Grade is null) disability.WordsEnc = Seal<Disability>(nameof(Disability.WordsEnc), disability.Id, region, string.Join(' ', new[] { kind, grade }.Where(text => text is not null)));
        disability.CertificateEnc = Seal<Disability>(nameof(Disability.CertificateEnc), disability.Id, region, certificate);
        set.Disabilities.Add(disability);
    }

    private void People(CheckedRow row, Guid childId, string region, RowSet set)
    {
        foreach (var fields in PersonFields.All)
        {
            var person = Person(row, fields, childId, region);
            if (person is not null) set.People.Add(person);
            if (row[fields.Phone] is { } number) set.Phones.Add(PhoneOf(number, fields.Role, 0, person?.Id, childId, region));
            if (fields.Circumstance == LedgerField.None || row[fields.Circumstance] is not { } words) continue;
            var term = Term(new ParentCircumstance { Parent = fields.Role, Code = Canonical.CodeOf(fields.Circumstance, words) }, childId, region);
            if (term.Code is null) term.WordsEnc = Seal<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id, region, words);
            set.Circumstances.Add(term);
        }

        for (var rank = 0; rank < row.OtherPhones.Count; rank++) set.Phones.Add(PhoneOf(row.OtherPhones[rank], "guardian", rank + 1, null, childId, region));
    }

    private RelatedPerson? Person(CheckedRow row, PersonFields fields, Guid childId, string region)
    {
        var workPlace = fields.WorkPlace == LedgerField.None ? null : row[fields.WorkPlace];
        var relation = fields.Role == "guardian" ? row[LedgerField.GuardianRelation] : fields.Role;
        var isGuardian = fields.Role == "guardian" && relation is not null;
        if (row[fields.Name] is null && row[fields.Id] is null && workPlace is null && !isGuardian) return null;
        var person = Term(new RelatedPerson { Role = fields.Role, Name = row[fields.Name], Relation = Canonical.CodeOf(LedgerField.GuardianRelation, relation) }, childId, region);
        if (person.Relation is null) person.RelationWords = relation;
        person.IdEnc = Seal<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id, region, row[fields.Id]);
        person.IdBlind = row[fields.Id] is { } id ? blind.Of(BlindIndex.IdNumber, id) : null;
        person.WorkPlaceEnc = Seal<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, region, workPlace);
        if (fields.Role == "guardian") (person.CareReason, person.GuardianshipGrade) = (LivingCodes.CareReasons.Read(row[LedgerField.CareReason]), LivingCodes.GuardianshipGrades.Read(row[LedgerField.GuardianshipGrade]));
        return person;
    }

    private Phone PhoneOf(string number, string role, int rank, Guid? personId, Guid childId, string region)
    {
        var phone = Term(new Phone { Role = role, Rank = rank, PersonId = personId, Blind = blind.Of(BlindIndex.Phone, number) }, childId, region);
        phone.NumberEnc = Seal<Phone>(nameof(Phone.NumberEnc), phone.Id, region, number)!;
        return phone;
    }

    private void Account(CheckedRow row, Guid childId, string region, RowSet set)
    {
        if (row[LedgerField.Account] is not { } number) return;
        var account = Term(new PayeeAccount { Bank = row[LedgerField.Bank], Holder = row[LedgerField.PayeeName], Relation = Canonical.CodeOf(LedgerField.PayeeRelation, row[LedgerField.PayeeRelation]), Blind = blind.Of(BlindIndex.Account, number) }, childId, region);
        account.AccountEnc = Seal<PayeeAccount>(nameof(PayeeAccount.AccountEnc), account.Id, region, number)!;
        set.Accounts.Add(account);
    }

    private RegisterLine LineOf(CheckedRow row, Child child, List<string> codes)
    {
        var keys = NameKeys.Of(child.Name);
        return new RegisterLine
        {
            ChildId = child.Id, Region = child.Region, Name = child.Name, NameKey = keys.Name, Pinyin = keys.Pinyin, Initials = keys.Initials, Sex = child.Sex, BornOn = child.BornOn,
            CategoryBits = IsRegistered ? Categories.Bits(codes) : 0, State = child.State, School = RegisterLine.Short(row[LedgerField.School]), SchoolKey = RegisterLine.Short(row[LedgerField.School]) is { } school ? NameKeys.Normalise(school) : null,
            GuardianName = RegisterLine.Short(row[LedgerField.GuardianName]), GuardianRelation = Canonical.CodeOf(LedgerField.GuardianRelation, row[LedgerField.GuardianRelation]), HukouRegion = child.HukouRegion,
            RegisteredOn = child.RegisteredOn, UnseenSince = child.RegisteredOn,
        };
    }

    // Who reads a page of the timeline sees ten facts of a file: these come first.
    private static readonly FrozenDictionary<string, int> First =
        new[] { "child.name", "child.sex", "child.born_on", "child.id_enc", "child.region", "child.state", "category_term.code", "related_person.name", "schooling.school", "phone.number_enc" }
            .Index().ToFrozenDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);

    /// <summary>Every field of every row made, so that the history of a field begins with the ledger.</summary>
    private Event EventOf(Child child)
    {
        var all = made.SelectMany(NewRow.Of).Where(change => change.Field == "child.region" || !change.Field.EndsWith(".region", StringComparison.Ordinal)).Concat(told);
        return Event.Of("child-imported", Subject.Of(child), null, [.. all.OrderBy(change => First.GetValueOrDefault(change.Field, First.Count))], scope, cipher, clock);
    }

    private T Term<T>(T term, Guid childId, string region, DateOnly? from = null) where T : ChildTerm
    {
        (term.Id, term.ChildId, term.Region, term.From, term.KnownFrom, term.Source, term.BatchId) = (Guid.CreateVersion7(), childId, region, from ?? batch.Today, now, "import", batch.Id);
        made.Add(term);
        return term;
    }

    private byte[]? Seal<T>(string property, Guid id, string region, string? text)
    {
        var place = FieldPlace.Of<T>(property, id);
        if (!string.IsNullOrEmpty(text)) told.Add(new Change($"{place.Table}.{place.Column}", null, text, id));
        return cipher.Seal(place, region, text);
    }
}
