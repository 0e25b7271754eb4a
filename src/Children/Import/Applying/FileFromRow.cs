using System.Text.Json;
using HuTong.Children.Find;
using HuTong.Children.Registration;
using HuTong.Core.Codes;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Data.Sealed;

namespace HuTong.Children.Import;

/// <summary>Under which batch, by whom and when files are made.</summary>
/// <param name="State">registered when the county vouches, else to-verify (states.md 3).</param>
internal sealed record BatchTerms(Guid BatchId, string Region, string State, DateOnly Today, DateTime At, Guid UserId, Guid PostId, string WorkerName, string PostTitle);

/// <summary>Makes the rows of one child's file out of one row of a ledger. Computes and encrypts; writes nothing.</summary>
internal sealed class FileFromRow(FieldCipher cipher, BlindIndex blind, BatchTerms terms)
{
    public void Add(FileRows rows, CheckedRow row, Guid childId, string? fileNumber)
    {
        var region = row.RegionCode!;
        var child = Child(row, childId, region, fileNumber);
        rows.Children.Add(child);
        rows.Lines.Add(Line(row, child));
        foreach (var code in Codes(row)) rows.Categories.Add(Term(new CategoryTerm { Code = code }, childId, region, row.StartedOn ?? terms.Today));
        rows.Residences.Add(Residence(row, childId, region));
        Care(rows, row, childId, region);
        Living(rows, row, childId, region);
        rows.Facts.Add(Fact(row, childId, region));
        if (row.IdNumber is { } number)
            rows.Identities.Add(new IdentityIndex { Blind = child.IdBlind!, ChildId = childId, Region = region, NameBlind = IdentityCheck.NameBlind(blind, row.Name), State = terms.State });
        foreach (var kind in row.SealedKinds) rows.Sealed.Add(new SealedEntry(childId, region, kind));
        rows.Events.Add(Event("child-imported", new Subject("child", childId, childId, region),
            [new Change("child.name", null, child.Name), new Change("child.state", null, child.State), new Change("child.region", null, region)]));
    }

    /// <summary>The row's categories, with the cover code in place of each sealed kind.</summary>
    public static IEnumerable<string> Codes(CheckedRow row) => row.Categories.Concat(row.SealedKinds.Select(kind => Core.Codes.Categories.Covers[kind])).Distinct();

    public Event Event(string action, Subject subject, IReadOnlyList<Change> changes)
    {
        var made = new Event
        {
            Id = Guid.CreateVersion7(), At = terms.At, ActorId = terms.UserId, PostId = terms.PostId, Action = action,
            SubjectKind = subject.Kind, SubjectId = subject.Id, ChildId = subject.ChildId, Region = subject.Region,
        };
        made.Fill(new EventText(null, terms.WorkerName, terms.PostTitle, changes), cipher);
        return made;
    }

    /// <summary>What the row says beyond the file's own fields; also of a further payment line.</summary>
    public LedgerFact Fact(CheckedRow row, Guid childId, string region)
    {
        var fact = new LedgerFact { Id = Guid.CreateVersion7(), ChildId = childId, Region = region, BatchId = terms.BatchId, RowId = childId, KnownFrom = terms.At };
        var said = Enum.GetValues<LedgerField>().Where(field => row[field] is not null && field is not (LedgerField.Serial or LedgerField.Age)).ToDictionary(field => field.Key(), field => row[field]!);
        foreach (var (heading, text) in row.Unmapped) said[$"“{heading}”"] = text;
        fact.FactsEnc = cipher.Seal(FieldPlace.Of<LedgerFact>(nameof(LedgerFact.FactsEnc), fact.Id), region, JsonSerializer.SerializeToUtf8Bytes(said, StoredRow.Json));
        return fact;
    }

    private Child Child(CheckedRow row, Guid id, string region, string? fileNumber) => new()
    {
        Id = id, FileNumber = fileNumber, Name = row.Name, Sex = StoredRow.SexCode(row.Sex), BornOn = row.BornOn, Ethnicity = row[LedgerField.Ethnicity],
        IdKind = row.IdNumber is null ? "none" : "resident-id", NoIdReason = row.IdNumber is null ? "ledger-without" : null,
        IdEnc = cipher.Seal(FieldPlace.Of<Child>(nameof(Children.Child.IdEnc), id), region, row.IdNumber), IdBlind = row.IdNumber is { } number ? blind.Of(BlindIndex.IdNumber, number) : null,
        HukouAddressEnc = cipher.Seal(FieldPlace.Of<Child>(nameof(Children.Child.HukouAddressEnc), id), region, Address(row, LedgerField.RegisteredCounty, LedgerField.RegisteredTown, LedgerField.RegisteredVillage, LedgerField.Registered, LedgerField.RegisteredGroup)),
        HukouKind = row[LedgerField.HukouKind] is { } kind && PersonCodes.HukouKinds.Has(kind) ? kind : null,
        Region = region, AddressEnc = cipher.Seal(FieldPlace.Of<Child>(nameof(Children.Child.AddressEnc), id), region, Address(row, LedgerField.Residence, LedgerField.Group)),
        RemarkEnc = cipher.Seal(FieldPlace.Of<Child>(nameof(Children.Child.RemarkEnc), id), region, row[LedgerField.Remark]),
        IsTwin = Likeness.SpeaksOfTwins(row.WrittenRemark), State = terms.State, RegisteredOn = terms.State == "registered" ? terms.Today : null,
        Source = "import", BatchId = terms.BatchId, CreatedBy = terms.UserId, CreatedAt = terms.At,
    };

    private static RegisterLine Line(CheckedRow row, Child child)
    {
        var keys = NameKeys.Of(row.Name);
        var relation = row[LedgerField.GuardianRelation];
        return new RegisterLine
        {
            ChildId = child.Id, Region = child.Region, Name = child.Name, NameKey = keys.Name, Pinyin = keys.Pinyin, Initials = keys.Initials, Sex = child.Sex, BornOn = child.BornOn,
            CategoryBits = Core.Codes.Categories.Bits(Codes(row)), State = child.State, School = row[LedgerField.School], SchoolKey = row[LedgerField.School] is { } school ? NameKeys.Normalise(school) : null,
            GuardianName = row[LedgerField.GuardianName], GuardianRelation = PersonCodes.Relations.Has(relation) ? relation : null, FileNumber = child.FileNumber,
        };
    }

    private ResidenceTerm Residence(CheckedRow row, Guid childId, string region)
    {
        var term = Term(new ResidenceTerm { Village = region }, childId, region, terms.Today);
        term.AddressEnc = cipher.Seal(FieldPlace.Of<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), term.Id), region, Address(row, LedgerField.Residence, LedgerField.Group));
        return term;
    }

    private void Living(FileRows rows, CheckedRow row, Guid childId, string region)
    {
        if (row[LedgerField.School] is not null || row[LedgerField.Grade] is not null)
            rows.Schoolings.Add(Term(new Schooling { School = row[LedgerField.School], Grade = row[LedgerField.Grade] }, childId, region, terms.Today));
        if (row[LedgerField.Health] is { } health)
        {
            var term = Term(new Health { Code = PersonCodes.Health.Has(health) ? health : null }, childId, region, terms.Today);
            if (term.Code is null) term.NoteEnc = cipher.Seal(FieldPlace.Of<Health>(nameof(Health.NoteEnc), term.Id), region, health);
            rows.Healths.Add(term);
        }

        var (kind, grade, card) = (row[LedgerField.DisabilityKind], row[LedgerField.DisabilityGrade], row[LedgerField.DisabilityCertificate]);
        if (kind is null && grade is null && card is null) return;
        var disability = Term(new Disability { Kind = PersonCodes.DisabilityKinds.Has(kind) ? kind : null, Grade = PersonCodes.DisabilityGrades.Has(grade) ? grade : null }, childId, region, terms.Today);
        var words = string.Join('；', new[] { disability.Kind is null ? kind : null, disability.Grade is null ? grade : null }.Where(word => word is not null));
        disability.WordsEnc = cipher.Seal(FieldPlace.Of<Disability>(nameof(Disability.WordsEnc), disability.Id), region, words);
        disability.CertificateEnc = cipher.Seal(FieldPlace.Of<Disability>(nameof(Disability.CertificateEnc), disability.Id), region, card);
        rows.Disabilities.Add(disability);
    }

    private void Care(FileRows rows, CheckedRow row, Guid childId, string region)
    {
        var guardian = Person(rows, row, childId, region, "guardian", LedgerField.GuardianName, LedgerField.GuardianId, LedgerField.GuardianPhone, LedgerField.None, LedgerField.GuardianRelation);
        if (guardian is not null) (guardian.CareReason, guardian.GuardianshipGrade) = (Known(LivingCodes.CareReasons, row[LedgerField.CareReason]), Known(LivingCodes.GuardianshipGrades, row[LedgerField.GuardianshipGrade]));
        var rank = 1;
        foreach (var other in row.OtherPhones) AddPhone(rows, other, childId, region, guardian?.Id, "guardian", rank++);
        Person(rows, row, childId, region, "father", LedgerField.FatherName, LedgerField.FatherId, LedgerField.FatherPhone, LedgerField.FatherWorkPlace, LedgerField.None);
        Person(rows, row, childId, region, "mother", LedgerField.MotherName, LedgerField.MotherId, LedgerField.MotherPhone, LedgerField.MotherWorkPlace, LedgerField.None);
        Circumstance(rows, row[LedgerField.FatherCircumstance], childId, region, "father");
        Circumstance(rows, row[LedgerField.MotherCircumstance], childId, region, "mother");
        if (row[LedgerField.Account] is not { } number) return;
        var account = Term(new PayeeAccount { Bank = row[LedgerField.Bank], Holder = row[LedgerField.PayeeName], Relation = Known(PersonCodes.Relations, row[LedgerField.PayeeRelation]), Blind = blind.Of(BlindIndex.Account, number) }, childId, region, terms.Today);
        account.AccountEnc = cipher.Seal(FieldPlace.Of<PayeeAccount>(nameof(PayeeAccount.AccountEnc), account.Id), region, number)!;
        rows.Accounts.Add(account);
    }

    private RelatedPerson? Person(FileRows rows, CheckedRow row, Guid childId, string region, string role, LedgerField name, LedgerField id, LedgerField phone, LedgerField work, LedgerField relation)
    {
        if (row[name] is null && row[id] is null && row[phone] is null && row[work] is null && row[relation] is null) return null;
        var said = row[relation];
        var person = Term(new RelatedPerson { Role = role, Name = row[name], Relation = role is "father" or "mother" ? role : Known(PersonCodes.Relations, said) }, childId, region, terms.Today);
        person.RelationWords = person.Relation is null ? said : null;
        person.IdEnc = cipher.Seal(FieldPlace.Of<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id), region, row[id]);
        person.IdBlind = row[id] is { } number ? blind.Of(BlindIndex.Person, number) : null;
        person.WorkPlaceEnc = cipher.Seal(FieldPlace.Of<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id), region, row[work]);
        rows.People.Add(person);
        if (row[phone] is { } call) AddPhone(rows, call, childId, region, person.Id, role, 0);
        return person;
    }

    private void AddPhone(FileRows rows, string number, Guid childId, string region, Guid? person, string role, int rank)
    {
        var phone = Term(new Phone { PersonId = person, Role = role, Rank = rank, Blind = blind.Of(BlindIndex.Phone, number) }, childId, region, terms.Today);
        phone.NumberEnc = cipher.Seal(FieldPlace.Of<Phone>(nameof(Phone.NumberEnc), phone.Id), region, number)!;
        rows.Phones.Add(phone);
    }

    private void Circumstance(FileRows rows, string? said, Guid childId, string region, string parent)
    {
        if (said is null) return;
        var term = Term(new ParentCircumstance { Parent = parent, Code = Known(LivingCodes.ParentCircumstances, said) }, childId, region, terms.Today);
        if (term.Code is null) term.WordsEnc = cipher.Seal(FieldPlace.Of<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id), region, said);
        rows.Circumstances.Add(term);
    }

    private T Term<T>(T term, Guid childId, string region, DateOnly from) where T : ChildTerm
    {
        (term.Id, term.ChildId, term.Region, term.From) = (Guid.CreateVersion7(), childId, region, from);
        (term.KnownFrom, term.Source, term.BatchId) = (terms.At, "import", terms.BatchId);
        return term;
    }

    private static string? Known(CodeTable table, string? code) => table.Has(code) ? code : null;

    private static string? Address(CheckedRow row, params LedgerField[] fields)
    {
        var text = string.Concat(fields.Select(field => row[field]));
        return text.Length == 0 ? null : text;
    }
}
