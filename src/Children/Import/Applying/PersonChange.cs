using HuTong.Core.Codes;
using HuTong.Data.Crypto;

namespace HuTong.Children.Import;

/// <summary>
/// Writes what a ledger says of a parent or guardian. Another name is another person: the one before ends with his phone, and of the
/// new one only what the row says is known; no number, relation or assessment goes on under the new name.
/// </summary>
internal sealed class PersonChange(TermTurn turn, BlindIndex blind, SaidRow said)
{
    public Task Write(PersonFields fields, LedgerField field, string value) =>
        field == fields.Circumstance ? Circumstance(fields, value) : field == fields.Phone ? Phone(fields, value) : Person(fields, field, value);

    // A new kind of circumstance begins bare: day, custody and proof belonged to the one before.
    private async Task Circumstance(PersonFields fields, string words)
    {
        var term = await turn.Begin<ParentCircumstance>(one => one.Parent == fields.Role);
        (term.Parent, term.Code) = (fields.Role, Canonical.CodeOf(fields.Circumstance, words));
        term.WordsEnc = term.Code is null ? turn.Seal<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id, words) : null;
    }

    private async Task Phone(PersonFields fields, string number)
    {
        var phone = await turn.Turn<Phone>(one => one.Role == fields.Role && one.Rank == 0);
        Number(phone, fields.Role, number);
    }

    private async Task Person(PersonFields fields, LedgerField field, string value)
    {
        var open = (await turn.Open<RelatedPerson>()).Find(one => one.Role == fields.Role);
        if (field == fields.Name && open?.Name is not null && open.Name != value && !IsSame(fields, open))
        {
            await Another(fields, open, value);
            return;
        }

        var person = await turn.Turn<RelatedPerson>(one => one.Role == fields.Role);
        person.Role = fields.Role;
        if (fields.Role != "guardian") person.Relation = fields.Role;
        if (field == fields.Name) person.Name = value;
        else if (field == fields.Id) Identity(person, value);
        else if (field == LedgerField.GuardianRelation) Relation(person, value);
        else person.WorkPlaceEnc = turn.Seal<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, value);
    }

    /// <summary>The row gives the number that the file has: the name was only written otherwise.</summary>
    private bool IsSame(PersonFields fields, RelatedPerson open) => said[fields.Id] is { } id && turn.Read<RelatedPerson>(nameof(RelatedPerson.IdEnc), open.Id, open.IdEnc) == id;

    private async Task Another(PersonFields fields, RelatedPerson before, string name)
    {
        foreach (var phone in (await turn.Open<Phone>()).Where(phone => phone.Role == fields.Role && (phone.PersonId == before.Id || phone.PersonId is null && phone.Rank == 0))) phone.To = turn.Today;
        var person = await turn.Begin<RelatedPerson>(one => one.Role == fields.Role);
        (person.Role, person.Name) = (fields.Role, name);
        Identity(person, said[fields.Id]);
        person.WorkPlaceEnc = fields.WorkPlace == LedgerField.None ? null : turn.Seal<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, said[fields.WorkPlace]);
        if (fields.Role != "guardian") person.Relation = fields.Role;
        else
        {
            Relation(person, said[LedgerField.GuardianRelation]);
            (person.CareReason, person.GuardianshipGrade) = (LivingCodes.CareReasons.Read(said[LedgerField.CareReason]), LivingCodes.GuardianshipGrades.Read(said[LedgerField.GuardianshipGrade]));
            foreach (var fact in (ReadOnlySpan<LedgerField>)[LedgerField.CareReason, LedgerField.GuardianshipGrade]) turn.Fact(fact, said[fact]);
        }

        if (said[fields.Phone] is not { } number) return;
        var made = turn.Make<Phone>();
        made.PersonId = person.Id;
        Number(made, fields.Role, number);
    }

    private void Identity(RelatedPerson person, string? id) =>
        (person.IdEnc, person.IdBlind) = (turn.Seal<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id, id), id is null ? null : blind.Of(BlindIndex.IdNumber, id));

    private static void Relation(RelatedPerson person, string? words) =>
        (person.Relation, person.RelationWords) = (Canonical.CodeOf(LedgerField.GuardianRelation, words), Canonical.CodeOf(LedgerField.GuardianRelation, words) is null ? words : null);

    private void Number(Phone phone, string role, string number)
    {
        (phone.Role, phone.Rank, phone.Blind) = (role, 0, blind.Of(BlindIndex.Phone, number));
        phone.NumberEnc = turn.Seal<Phone>(nameof(Children.Phone.NumberEnc), phone.Id, number)!;
    }
}
