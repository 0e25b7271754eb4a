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
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Writes an accepted change of a ledger into a file: the open fact ends today and the new one begins, or a fact begun today is put right.</summary>
internal sealed class ChangeWriter(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, ISealedIntake intake)
{
    /// <param name="sealedKinds">Of the row, for the change that says `sealed`.</param>
    /// <returns>Null when written into what is about to be saved; else why it cannot be.</returns>
    public async Task<Problem?> Write(Child child, ChangeProposal proposal, string value, IReadOnlyList<string> sealedKinds, CancellationToken cancel)
    {
        switch (proposal.Field)
        {
            case "bornOn":
                child.BornOn = DateOnly.ParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                return null;
            case "sex":
                child.Sex = PersonCodes.CodeOf(SexWords.Read(value));
                return null;
            case "regionCode":
                return await Move(child, proposal, value, cancel);
            case "categories":
                await Category(child, proposal, value, sealedKinds, cancel);
                return null;
            default:
                await Field(child, proposal, LedgerFacts.FieldOf(proposal.Field), value, cancel);
                return null;
        }
    }

    /// <summary>A village inside the decider's jurisdiction is a dated correction; outside it the row waits for a transfer (import.md 9).</summary>
    private async Task<Problem?> Move(Child child, ChangeProposal proposal, string village, CancellationToken cancel)
    {
        if (!scope.Covers(village)) return new Problem("outside-jurisdiction", "新的村（居）不在您的辖区，要由上一级移交。", Source: "ORG-013");
        var term = await Turn<ResidenceTerm>(child, proposal, _ => true, cancel);
        term.Village = village;
        await FileRows.Move(db, child, village, cancel);
        db.Add(IdentityCheck.JobFor(child.Id, clock));
        return null;
    }

    private async Task Category(Child child, ChangeProposal proposal, string code, IReadOnlyList<string> sealedKinds, CancellationToken cancel)
    {
        var codes = code == "sealed" ? sealedKinds.Select(Categories.Open).Distinct().ToList() : [code];
        if (code == "sealed") await intake.Put(proposal.BatchId, [.. sealedKinds.Select(kind => new SealedEntry(child.Id, child.Region, kind))], cancel);
        var held = await db.Set<CategoryTerm>().Where(term => term.ChildId == child.Id && (term.To == null || term.To > clock.Today) && (term.State == "active" || term.State == "proposed")).Select(term => term.Code).ToListAsync(cancel);
        foreach (var one in codes.Except(held))
        {
            var term = Make<CategoryTerm>(child, proposal);
            (term.Code, term.State) = (one, Confirms(one) ? TermStates.Active : TermStates.Proposed);
        }
    }

    // A county's ledger vouches for what it says; a township's only for what a township confirms (states.md 2).
    private bool Confirms(string code)
    {
        var isCounty = scope.Role == RoleCodes.CountyOfficer;
        var ask = new MoveAsk("confirm", TermStates.Proposed, isCounty ? MovedBy.System : new MovedBy(scope.UserId, scope.Role));
        return TermLifeCycle.Check(ask, new TermMoveFacts(new CategorySpan(code, clock.Today, null)) { IsCountyImport = isCounty }).Ok;
    }

    private async Task Field(Child child, ChangeProposal proposal, LedgerField field, string value, CancellationToken cancel)
    {
        switch (field)
        {
            case LedgerField.Ethnicity when Canonical.CodeOf(field, value) is { } code:
                child.Ethnicity = code;
                break;
            case LedgerField.Registered:
                child.HukouAddressEnc = Seal<Child>(nameof(Child.HukouAddressEnc), child.Id, child.Region, value);
                break;
            case LedgerField.School or LedgerField.Grade:
                var school = await Turn<Schooling>(child, proposal, _ => true, cancel);
                if (field == LedgerField.School) school.School = value;
                else school.Grade = value;
                break;
            case LedgerField.Health:
                var health = await Turn<Health>(child, proposal, _ => true, cancel);
                health.Code = Canonical.CodeOf(field, value);
                health.NoteEnc = health.Code is null ? Seal<Health>(nameof(Children.Health.NoteEnc), health.Id, child.Region, value) : null;
                break;
            case LedgerField.DisabilityKind or LedgerField.DisabilityGrade or LedgerField.DisabilityCertificate:
                await Disability(child, proposal, field, value, cancel);
                break;
            default:
                if (PersonFields.All.FirstOrDefault(one => field == one.Name || field == one.Id || field == one.Phone || field == one.WorkPlace && field != LedgerField.None || field == one.Circumstance && field != LedgerField.None
                    || one.Role == "guardian" && field == LedgerField.GuardianRelation) is { } fields) await Person(child, proposal, fields, field, value, cancel);
                else Fact(child, proposal, value);
                break;
        }
    }

    private async Task Disability(Child child, ChangeProposal proposal, LedgerField field, string value, CancellationToken cancel)
    {
        var term = await Turn<Disability>(child, proposal, _ => true, cancel);
        if (field == LedgerField.DisabilityCertificate) term.CertificateEnc = Seal<Disability>(nameof(Children.Disability.CertificateEnc), term.Id, child.Region, value);
        else if (Canonical.CodeOf(field, value) is not { } code) Fact(child, proposal, value);
        else if (field == LedgerField.DisabilityKind) term.Kind = code;
        else term.Grade = code;
    }

    private async Task Person(Child child, ChangeProposal proposal, PersonFields fields, LedgerField field, string value, CancellationToken cancel)
    {
        if (field == fields.Phone)
        {
            var phone = await Turn<Phone>(child, proposal, one => one.Role == fields.Role && one.Rank == 0, cancel);
            (phone.Role, phone.Rank, phone.Blind) = (fields.Role, 0, blind.Of(BlindIndex.Phone, value));
            phone.NumberEnc = Seal<Phone>(nameof(Phone.NumberEnc), phone.Id, child.Region, value)!;
            return;
        }

        if (field == fields.Circumstance)
        {
            var term = await Turn<ParentCircumstance>(child, proposal, one => one.Parent == fields.Role, cancel);
            (term.Parent, term.Code) = (fields.Role, Canonical.CodeOf(field, value));
            term.WordsEnc = term.Code is null ? Seal<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id, child.Region, value) : null;
            return;
        }

        var person = await Turn<RelatedPerson>(child, proposal, one => one.Role == fields.Role, cancel);
        person.Role = fields.Role;
        if (fields.Role != "guardian") person.Relation = fields.Role;
        if (field == fields.Name) person.Name = value;
        else if (field == fields.WorkPlace) person.WorkPlaceEnc = Seal<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, child.Region, value);
        else if (field == LedgerField.GuardianRelation) (person.Relation, person.RelationWords) = (Canonical.CodeOf(field, value), Canonical.CodeOf(field, value) is null ? value : null);
        else (person.IdEnc, person.IdBlind) = (Seal<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id, child.Region, value), blind.Of(BlindIndex.IdNumber, value));
    }

    private void Fact(Child child, ChangeProposal proposal, string value)
    {
        var fact = new LedgerFact { Id = Guid.CreateVersion7(), ChildId = child.Id, Region = child.Region, BatchId = proposal.BatchId, RowId = proposal.RowId, KnownFrom = clock.Now };
        fact.FactsEnc = LedgerFacts.Seal(new Dictionary<string, string> { [proposal.Field] = value }, fact.Id, child.Region, cipher);
        db.Add(fact);
    }

    /// <summary>The open term when it began today or was made by this decision; else a copy that begins today, with the old one ended.</summary>
    private async Task<T> Turn<T>(Child child, ChangeProposal proposal, Func<T, bool> fits, CancellationToken cancel) where T : ChildTerm, new()
    {
        await db.Set<T>().Where(term => term.ChildId == child.Id && term.To == null).LoadAsync(cancel);
        var open = db.ChangeTracker.Entries<T>().Select(entry => entry.Entity).Where(term => term.ChildId == child.Id && term.To is null && fits(term)).MaxBy(term => term.From);
        if (open is not null && open.From >= clock.Today) return open;
        var made = Make<T>(child, proposal);
        if (open is null) return made;
        open.To = clock.Today;
        Copy(open, made, child.Region);
        return made;
    }

    // What the change does not speak of goes on; encrypted fields belong to their row and are sealed anew.
    private void Copy<T>(T from, T to, string region) where T : ChildTerm
    {
        var table = SnakeCase.Of(typeof(T).Name);
        foreach (var property in db.Entry(from).Properties.Where(one => one.Metadata.Name is not ("Id" or "ChildId" or "Region" or "From" or "To" or "KnownFrom" or "Source" or "BatchId")))
        {
            var name = property.Metadata.Name;
            var value = property.CurrentValue;
            if (value is byte[] blob && name.EndsWith("Enc", StringComparison.Ordinal))
                value = cipher.Seal(new FieldPlace(table, SnakeCase.Of(name), to.Id), region, cipher.OpenBytes(new FieldPlace(table, SnakeCase.Of(name), from.Id), blob));
            db.Entry(to).Property(name).CurrentValue = value;
        }
    }

    private T Make<T>(Child child, ChangeProposal proposal) where T : ChildTerm, new()
    {
        var made = new T { Id = Guid.CreateVersion7(), ChildId = child.Id, Region = child.Region, From = clock.Today, KnownFrom = clock.Now, Source = "import", BatchId = proposal.BatchId };
        db.Add(made);
        return made;
    }

    private byte[]? Seal<T>(string property, Guid id, string region, string? text) => cipher.Seal(FieldPlace.Of<T>(property, id), region, text);
}
