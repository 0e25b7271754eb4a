using HuTong.Core;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>Father or mother with the circumstance that holds (REG-002, codes.md 4.1).</summary>
internal sealed class CorrectParent(string role, string title) : IPart
{
    public string Slug => role;
    public string Title => title;
    public string Tab => "care";
    public Ways Ways => Ways.Both;
    public bool IsShared => true;

    public async Task<(string Now, string Then)> Preview(PartWork work, CorrectionInput input)
    {
        var person = (await work.Open<RelatedPerson>()).Find(one => one.Role == role);
        var term = (await work.Open<ParentCircumstance>()).Find(one => one.Parent == role);
        var place = person is null ? null : work.Read<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, person.WorkPlaceEnc);
        return (Words(person?.Name, term?.Code, place), Words(input.Name, input.Code, input.WorkPlace));
    }

    private static string Words(string? name, string? code, string? place) =>
        string.Join(" ", new[] { name?.Trim(), FileWords.Of("circumstance", code), place is { Length: > 0 } ? $"在 {place.Trim()}" : null }.Where(one => !string.IsNullOrEmpty(one))) is { Length: > 0 } said ? said : "没有登记";

    public async Task Fill(PartWork work, CorrectionInput input)
    {
        if ((await work.Open<RelatedPerson>()).Find(one => one.Role == role) is { } person)
            (input.Name, input.WorkPlace) = (person.Name, work.Read<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, person.WorkPlaceEnc));
        if (await work.Current<ParentCircumstance>(one => one.Parent == role) is not { } term) return;
        (input.Row, input.Code, input.EventOn, input.InCustody, input.Proved) = (term.Id, term.Code, term.On, term.IsInCustody == true, term.IsProved);
        input.Words = work.Read<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id, term.WordsEnc);
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var code = work.Code("circumstance", input.Code, nameof(input.Code), "请选现在的情形；不知道的选“不清楚”。");
        var name = work.Text(input.Name, nameof(input.Name), 60);
        var workPlace = work.Text(input.WorkPlace, nameof(input.WorkPlace), 100);
        var words = work.Text(input.Words, nameof(input.Words), 300);
        if (input.EventOn > work.Today) work.Refuse("date-in-future", "发生的日期晚于今天。", nameof(input.EventOn));
        var number = PersonNumber.Read(work, input.Number, nameof(input.Number));
        if (work.Problems.Count > 0) return;

        await WritePerson(work, name, workPlace, number);
        var term = await work.Turn(await work.Current<ParentCircumstance>(one => one.Parent == role));
        (term.Parent, term.Code, term.On, term.IsProved) = (role, code, input.EventOn, input.Proved);
        term.IsInCustody = code is "imprisoned" or "compulsory-detox" or "detained-otherwise" ? input.InCustody : null;
        term.WordsEnc = work.Seal<ParentCircumstance>(nameof(ParentCircumstance.WordsEnc), term.Id, words);
    }

    // Name and work place are put right in place; a parent is not exchanged as a carer is.
    private async Task WritePerson(PartWork work, string? name, string? workPlace, string? number)
    {
        var person = (await work.Open<RelatedPerson>()).Find(one => one.Role == role);
        if (person is null && name is null && workPlace is null && number is null) return;
        person ??= work.Make<RelatedPerson>(Guid.CreateVersion7());
        (person.Role, person.Relation, person.Name) = (role, role, name);
        if (workPlace != work.Read<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, person.WorkPlaceEnc)) person.WorkPlaceEnc = work.Seal<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), person.Id, workPlace);
        if (number is not null) PersonNumber.Set(work, person, number);
    }
}

/// <summary>The number of a grown-up: 15 digits are taken and lengthened .</summary>
internal static class PersonNumber
{
    public static string? Read(PartWork work, string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var reading = IdNumber.Parse(typed, work.Today, IdSubject.Parent);
        if (!reading.Ok) work.Refuse(reading.Code, IdSays.Of(reading), field, "GB 11643");
        return reading.Number?.Text;
    }

    public static void Set(PartWork work, RelatedPerson person, string number)
    {
        person.IdEnc = work.Seal<RelatedPerson>(nameof(RelatedPerson.IdEnc), person.Id, number);
        person.IdBlind = work.Blind.Of(BlindIndex.IdNumber, number);
    }
}

/// <summary>A guardian or carer; leaves by its end, is exchanged by a change.</summary>
internal sealed class CorrectPerson : IPart
{
    public string Slug => "person";
    public string Title => "监护人、照护人";
    public string Tab => "care";
    public Ways Ways => Ways.Both;

    private static bool IsCarer(RelatedPerson one) => one.Role is "guardian" or "carer";

    public async Task Fill(PartWork work, CorrectionInput input)
    {
        if (input.Row is null || await work.Current<RelatedPerson>(IsCarer) is not { } person) { input.Role = "carer"; return; }
        (input.Role, input.Name, input.Relation, input.Basis, input.Ability, input.CareReason) = (person.Role, person.Name, person.Relation, person.GuardianBasis, person.Ability, person.CareReason);
        input.Address = work.Read<RelatedPerson>(nameof(RelatedPerson.AddressEnc), person.Id, person.AddressEnc);
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var open = input.Row is null ? null : await work.Current<RelatedPerson>(IsCarer);
        if (input.Row is not null && open is null) { work.Refuse("nothing-open", "没有找到这个人，可能已经结束。请回到档案重新选。"); return; }
        if (input.End)
        {
            if (open is null) work.Refuse("nothing-open", "新加的人不用选“不再照护”。", nameof(input.End));
            else await work.Close(open);
            return;
        }
        var role = input.Role is "guardian" or "carer" ? input.Role : null;
        if (role is null) work.Refuse("missing", "请选是监护人还是照护人。", nameof(input.Role));
        var name = work.Text(input.Name, nameof(input.Name), 60, "请填姓名。");
        var relation = work.Code("relation", input.Relation, nameof(input.Relation), "请选是孩子的什么人。");
        var (basis, ability) = (work.Code("guardian-basis", input.Basis, nameof(input.Basis)), work.Code("ability", input.Ability, nameof(input.Ability)));
        var reason = work.Code("care-reason", input.CareReason, nameof(input.CareReason));
        var address = work.Text(input.Address, nameof(input.Address), 100);
        var number = PersonNumber.Read(work, input.Number, nameof(input.Number));
        if (work.Problems.Count > 0) return;

        var same = open is not null && open.Name == name;
        var kept = same ? work.Read<RelatedPerson>(nameof(RelatedPerson.IdEnc), open!.Id, open.IdEnc) : null;
        var person = await work.Turn(open);
        (person.Role, person.Name, person.Relation, person.GuardianBasis, person.Ability, person.CareReason) = (role!, name, relation, basis, ability, reason);
        person.AddressEnc = work.Seal<RelatedPerson>(nameof(RelatedPerson.AddressEnc), person.Id, address);
        if (number is not null || person != open && kept is not null) PersonNumber.Set(work, person, number ?? kept!);
    }
}

/// <summary>A phone of the child's people.</summary>
internal sealed class CorrectPhone : IPart
{
    public string Slug => "phone";
    public string Title => "电话";
    public string Tab => "care";
    public Ways Ways => Ways.Both;
    public bool IsShared => true;

    public async Task<Guid?> SameRow(PartWork mine, CorrectionInput input, PartWork sibling)
    {
        var typed = Digits(input.Number);
        var blind = input.Row is not null ? (await mine.Current<Phone>())?.Blind : typed.Length > 0 ? mine.Blind.Of(BlindIndex.Phone, typed) : null;
        return blind is null ? null : (await sibling.Open<Phone>()).Find(phone => phone.Blind.AsSpan().SequenceEqual(blind))?.Id;
    }

    public async Task<(string Now, string Then)> Preview(PartWork work, CorrectionInput input)
    {
        var open = (await work.Open<Phone>()).Where(phone => input.Row is null ? phone.Role == input.Role : phone.Id == input.Row)
            .Select(phone => Masks.Phone(work.Read<Phone>(nameof(Phone.NumberEnc), phone.Id, phone.NumberEnc) ?? ""));
        var now = string.Join("、", open) is { Length: > 0 } said ? said : "没有登记";
        return (now, input.End ? "停用" : string.IsNullOrWhiteSpace(input.Number) ? now : Masks.Phone(Digits(input.Number)));
    }

    public async Task Fill(PartWork work, CorrectionInput input) =>
        input.Role = input.Row is null ? "guardian" : (await work.Current<Phone>())?.Role;

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var open = input.Row is null ? null : await work.Current<Phone>();
        if (input.Row is not null && open is null) { work.Refuse("nothing-open", "没有找到这个电话，可能已经停用。请回到档案重新选。"); return; }
        if (input.End)
        {
            if (open is null) work.Refuse("nothing-open", "新加的电话不用选“停用”。", nameof(input.End));
            else await work.Close(open);
            return;
        }
        var role = work.Code("phone-role", input.Role, nameof(input.Role), "请选是谁的电话。");
        var number = Number(work, input.Number, open is null);
        if (work.Problems.Count > 0) return;
        number ??= work.Read<Phone>(nameof(Phone.NumberEnc), open!.Id, open.NumberEnc);
        var rank = open?.Rank ?? (await work.Db.Set<Phone>().CountAsync(phone => phone.ChildId == work.Child.Id && phone.To == null, work.Cancel));
        var phone = await work.Turn(open);
        (phone.Role, phone.Rank, phone.PersonId) = (role!, rank, open?.PersonId);
        phone.NumberEnc = work.Seal<Phone>(nameof(Phone.NumberEnc), phone.Id, number)!;
        phone.Blind = work.Blind.Of(BlindIndex.Phone, number!);
    }

    private static string Digits(string? typed) =>
        IdNumber.Normalise(typed ?? "").Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace("+86", "", StringComparison.Ordinal);

    /// <summary>11 digits of a mobile, or a landline of 7 to 12 digits with its area code.</summary>
    public static string? Number(PartWork work, string? typed, bool wanted, string field = nameof(CorrectionInput.Number))
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            if (wanted) work.Refuse("missing", "请填电话号码。", field);
            return null;
        }
        var digits = Digits(typed);
        var isMobile = digits.Length == 11 && digits[0] == '1';
        if (digits.All(char.IsAsciiDigit) && (isMobile || digits[0] != '1' && digits.Length is >= 7 and <= 12)) return digits;
        work.Refuse("phone-format", digits.StartsWith('1') ? $"手机号要 11 位，现在 {digits.Length} 位。" : "电话号码不对：手机 11 位，座机连区号 7 到 12 位。", field);
        return null;
    }
}
