using HuTong.Children.Files;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Sealed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Writes an accepted change of a ledger into a file: the open fact ends today and the new one begins, or a fact begun today is put right.</summary>
internal sealed class ChangeWriter(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, ISealedIntake intake)
{
    private readonly Dictionary<string, PlaceFit> registered = new(StringComparer.Ordinal);

    /// <param name="said">The row that the change comes from.</param>
    /// <param name="asked">Categories accepted for this child at one stroke; two that exclude each other are both kept.</param>
    /// <returns>Null when written into what is about to be saved; else why it cannot be.</returns>
    public async Task<Problem?> Write(Child child, ChangeProposal proposal, string value, SaidRow said, IReadOnlyCollection<string> asked, CancellationToken cancel)
    {
        var turn = new TermTurn(db, cipher, clock, child, proposal, cancel);
        switch (proposal.Field)
        {
            case "name" when Names.TooLong(value) is { } tooLong:
                return tooLong;
            case "name":
                child.Name = value;
                db.Add(IdentityCheck.JobFor(child.Id, clock));
                return null;
            case "bornOn" or "sex":
                return Identity(child, proposal.Field, value);
            case "regionCode":
                return await Move(turn, value, said, cancel);
            case "categories":
                return await Category(turn, value, said, asked, cancel);
            default:
                await Field(turn, LedgerFacts.FieldOf(proposal.Field), value, said);
                return null;
        }
    }

    /// <summary>The sealed kinds of a row that a person took for this child, with their open covers (codes.md 5).</summary>
    public async Task Seal(Child child, ChangeProposal proposal, IReadOnlyList<string> kinds, SaidRow said, CancellationToken cancel)
    {
        await intake.Put(proposal.BatchId, [.. kinds.Select(kind => new SealedEntry(child.Id, child.Region, kind))], cancel);
        var turn = new TermTurn(db, cipher, clock, child, proposal, cancel);
        foreach (var cover in kinds.Select(Categories.Open).Distinct()) await Category(turn, cover, said, [], cancel);
    }

    /// <summary>Against the file's own number neither birth nor sex is written .</summary>
    private Problem? Identity(Child child, string field, string value)
    {
        var number = child.IdBlind is null ? null : IdNumber.Parse(cipher.Open(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc), clock.Today, IdSubject.Child).Number;
        var born = field == "bornOn" ? DateOnly.ParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : (DateOnly?)null;
        var sex = field == "sex" ? SexWords.Read(value) : Sex.Unknown;
        if (EnteredIdentity.Contradictions(number, born, sex).FirstOrDefault() is { } code) return new Problem(code, "和在册的证件号对不上，请先核对证件号。", Source: "R-068");
        if (born is not null) child.BornOn = born;
        else child.Sex = PersonCodes.CodeOf(sex);
        return null;
    }

    /// <summary>A village inside the decider's jurisdiction is a dated correction; outside it the row waits for a transfer (import.md 9). The house stays behind with the old village.</summary>
    private async Task<Problem?> Move(TermTurn turn, string village, SaidRow said, CancellationToken cancel)
    {
        if (!scope.Covers(village)) return new Problem("outside-jurisdiction", "新的村（居）不在您的辖区，要由上一级移交。", Source: "ORG-013");
        var term = await turn.Begin<ResidenceTerm>(_ => true);
        term.Village = village;
        House(turn, term, RegisterRows.Address(said[LedgerField.Residence], said[LedgerField.Group]));
        turn.Fact(LedgerField.Group, said[LedgerField.Group]);
        await FileRows.Move(db, turn.Child, village, clock.Today, cancel);
        db.Add(IdentityCheck.JobFor(turn.Child.Id, clock));
        return null;
    }

    private async Task<Problem?> Category(TermTurn turn, string code, SaidRow said, IReadOnlyCollection<string> asked, CancellationToken cancel)
    {
        var child = turn.Child;
        await db.Set<CategoryTerm>().Where(term => term.ChildId == child.Id).LoadAsync(cancel);
        var terms = db.ChangeTracker.Entries<CategoryTerm>().Select(entry => entry.Entity).Where(term => term.ChildId == child.Id).ToList();
        if (asked.Select(other => ExclusiveCategories.On([code, other])).FirstOrDefault(problem => problem is not null) is { } both) return both;
        if (CategoryFits.Against(code, clock.Today, child.BornOn, terms) is { } against) return against.Code == "category-held" ? null : against;
        var term = turn.Make<CategoryTerm>();
        (term.Code, term.State) = (code, Confirms(code) ? TermStates.Active : TermStates.Proposed);
        // From the ledger's own start (import.md 9), unless another term of the file held then: what has ended is not written over.
        if (said.StartedOn is { } start && CategoryFits.Against(code, start, child.BornOn, terms) is null) term.From = start;
        return null;
    }

    // A county's ledger vouches for what it says; a township's only for what a township confirms (states.md 2).
    private bool Confirms(string code)
    {
        var isCounty = scope.Role == RoleCodes.CountyOfficer;
        var ask = new MoveAsk("confirm", TermStates.Proposed, isCounty ? MovedBy.System : new MovedBy(scope.UserId, scope.Role));
        return TermLifeCycle.Check(ask, new TermMoveFacts(new CategorySpan(code, clock.Today, null)) { IsCountyImport = isCounty }).Ok;
    }

    private async Task Field(TermTurn turn, LedgerField field, string value, SaidRow said)
    {
        var child = turn.Child;
        switch (field)
        {
            case LedgerField.Ethnicity when Canonical.CodeOf(field, value) is { } code:
                child.Ethnicity = code;
                break;
            case LedgerField.Registered or LedgerField.RegisteredCounty or LedgerField.RegisteredTown or LedgerField.RegisteredVillage:
                Hukou(turn, field, value, said);
                break;
            case LedgerField.Group:
                await Group(turn, value);
                break;
            case LedgerField.School or LedgerField.Grade:
                await School(turn, field, value, said);
                break;
            case LedgerField.Health:
                var health = await turn.Turn<Health>(_ => true);
                health.Code = Canonical.CodeOf(field, value);
                health.NoteEnc = health.Code is null ? turn.Seal<Health>(nameof(Children.Health.NoteEnc), health.Id, value) : null;
                break;
            case LedgerField.DisabilityKind or LedgerField.DisabilityGrade or LedgerField.DisabilityCertificate:
                await Disability(turn, field, value);
                break;
            default:
                if (PersonFields.Naming(field) is { } fields) await new PersonChange(turn, blind, said).Write(fields, field, value);
                else turn.Fact(LedgerField.None, value);
                break;
        }
    }

    // The registered place follows its new words, or is unknown again: never the old place under a new address.
    private void Hukou(TermTurn turn, LedgerField field, string value, SaidRow said)
    {
        var child = turn.Child;
        if (field == LedgerField.Registered) child.HukouAddressEnc = turn.Seal<Child>(nameof(Child.HukouAddressEnc), child.Id, value);
        else turn.Fact(field, value);
        var county = child.Region[..Math.Min(6, child.Region.Length)];
        if (!registered.TryGetValue(county, out var fit)) registered[county] = fit = new PlaceFit(places, county);
        child.HukouRegion = RegisterRows.Hukou(fit, one => one == field ? value : said[one]);
    }

    /// <summary>组、门牌 is a part of the address: the old group makes room for the new one.</summary>
    private async Task Group(TermTurn turn, string value)
    {
        var child = turn.Child;
        var facts = await db.Set<LedgerFact>().AsNoTracking().Where(fact => fact.ChildId == child.Id).OrderByDescending(fact => fact.KnownFrom).ThenByDescending(fact => fact.Id).ToListAsync();
        var before = facts.Select(fact => LedgerFacts.Open(fact, cipher).GetValueOrDefault(LedgerField.Group.Key())).FirstOrDefault(text => text is not null);
        var address = turn.Read<Child>(nameof(Child.AddressEnc), child.Id, child.AddressEnc);
        if (address is not null && before is { Length: > 0 } && address.EndsWith(before, StringComparison.Ordinal)) address = address[..^before.Length];
        var term = await turn.Turn<ResidenceTerm>(_ => true);
        if (term.Village.Length == 0) term.Village = child.Region;
        House(turn, term, RegisterRows.Address(string.IsNullOrEmpty(address) ? null : address, value));
        turn.Fact(LedgerField.Group, value);
    }

    private static void House(TermTurn turn, ResidenceTerm term, string? address)
    {
        term.AddressEnc = turn.Seal<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), term.Id, address);
        turn.Child.AddressEnc = turn.Seal<Child>(nameof(Child.AddressEnc), turn.Child.Id, address);
    }

    // Stage, status and boarding belonged to the school before.
    private static async Task School(TermTurn turn, LedgerField field, string value, SaidRow said)
    {
        var school = await turn.Turn<Schooling>(_ => true);
        if (field == LedgerField.Grade)
        {
            school.Grade = value;
            return;
        }

        if (school.School is not null) (school.Stage, school.Status, school.IsBoarding) = (RegisterRows.Stage(said[LedgerField.SchoolStage]), null, RegisterRows.Boards(said[LedgerField.Boarding]));
        school.School = value;
    }

    private static async Task Disability(TermTurn turn, LedgerField field, string value)
    {
        var code = field == LedgerField.DisabilityCertificate ? null : Canonical.CodeOf(field, value);
        if (code is null && field != LedgerField.DisabilityCertificate)
        {
            turn.Fact(LedgerField.None, value);
            return;
        }

        var term = await turn.Turn<Disability>(_ => true);
        if (field == LedgerField.DisabilityCertificate) term.CertificateEnc = turn.Seal<Disability>(nameof(Children.Disability.CertificateEnc), term.Id, value);
        else if (field == LedgerField.DisabilityKind) term.Kind = code;
        else term.Grade = code;
        if (term is { Kind: not null, Grade: not null }) term.WordsEnc = null;   // words stood in for codes that are known now
    }
}
