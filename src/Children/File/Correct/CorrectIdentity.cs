using HuTong.Core;
using HuTong.Data.Crypto;

namespace HuTong.Children.Files;

/// <summary>Name, sex, birth, ethnicity and number. A number that contradicts birth or sex is asked about, never repaired (R-064… ).</summary>
internal sealed class CorrectIdentity : IPart
{
    public string Slug => "identity";
    public string Title => "身份";
    public string Tab => "basic";
    public Ways Ways => Ways.Both;

    public Task Fill(PartWork work, CorrectionInput input)
    {
        var child = work.Child;
        (input.Name, input.Sex, input.BornOn, input.Ethnicity) = (child.Name, child.Sex, child.BornOn, child.Ethnicity);
        (input.IdKind, input.NoIdReason) = (child.IdKind, child.NoIdReason);
        return Task.CompletedTask;
    }

    public Task Apply(PartWork work, CorrectionInput input)
    {
        var child = work.Child;
        var name = ChildName(work, input.Name);
        var sex = work.Code("sex", input.Sex, nameof(input.Sex), "请选性别。");
        CheckBirth(work, input.BornOn);
        if (name is not null && name != child.Name) (child.Name, work.ChecksIdentity) = (name, true);
        if (sex is not null) child.Sex = sex;
        child.BornOn = input.BornOn;
        child.Ethnicity = work.Code("ethnicity", input.Ethnicity, nameof(input.Ethnicity));
        SetNumber(work, input);
        return Task.CompletedTask;
    }

    public static string? ChildName(PartWork work, string? typed)
    {
        var name = work.Text(typed, nameof(CorrectionInput.Name), 60, "请填孩子的姓名。还没有名字的，写已知的称呼。");
        if (name is not null && name.Any(char.IsDigit)) work.Refuse("name-digits", "姓名里有数字，请再看一遍。", nameof(CorrectionInput.Name));
        return name;
    }

    public static void CheckBirth(PartWork work, DateOnly? born)
    {
        if (born is not { } day) work.Refuse("missing", "请填出生日期。不知道准确日子的，填估计的，并在原因里写明。", nameof(CorrectionInput.BornOn));
        else if (day > work.Today) work.Refuse("birth-future", $"出生日期是 {Ui.Words.Show.Date(day)}，晚于今天。", nameof(CorrectionInput.BornOn));
        else if (Ages.On(day, work.Today) >= 30) work.Refuse("birth-too-old", $"按这个出生日期已经 {Ages.On(day, work.Today)} 岁了，请再看一遍。", nameof(CorrectionInput.BornOn));
    }

    /// <summary>Stores the number typed; blank keeps the stored one. Kind none wants a reason instead.</summary>
    public static void SetNumber(PartWork work, CorrectionInput input)
    {
        var child = work.Child;
        var kind = work.Code("id-kind", input.IdKind, nameof(input.IdKind), "请选证件种类。");
        if (kind == "none")
        {
            if (work.Code("no-id-reason", input.NoIdReason, nameof(input.NoIdReason), "请选为什么还没有证件号。") is not { } reason) return;
            (child.IdKind, child.NoIdReason, work.ChecksIdentity) = (kind, reason, work.ChecksIdentity || child.IdBlind is not null);
            (child.IdEnc, child.IdBlind) = (null, null);
            return;
        }
        if (string.IsNullOrWhiteSpace(input.Number))
        {
            if (child.IdEnc is null) work.Refuse(IdCodes.Missing, "请填证件号。还没有的，勾“还没有证件号”，照样建档。", nameof(input.Number), "R-069");
            else if (kind is not null && kind != child.IdKind) work.Refuse(IdCodes.Missing, "换了证件种类，请把新的号码也填上。", nameof(input.Number));
            return;
        }
        if (kind is null || ReadNumber(work, kind, input) is not { } number) return;
        (child.IdKind, child.NoIdReason, work.ChecksIdentity) = (kind, null, true);
        child.IdEnc = work.Seal<Child>(nameof(Child.IdEnc), child.Id, number);
        child.IdBlind = work.Blind.Of(BlindIndex.IdNumber, number);
    }

    private static string? ReadNumber(PartWork work, string kind, CorrectionInput input)
    {
        if (kind is not ("resident-id" or "hmt-residence"))
        {
            var other = IdNumber.Normalise(input.Number).ToUpperInvariant();
            if (other.Length is >= 4 and <= 30 && other.All(char.IsAsciiLetterOrDigit)) return other;
            work.Refuse("id-chars", "证件号要 4 到 30 位字母或数字。", nameof(input.Number));
            return null;
        }
        var reading = IdNumber.Parse(input.Number, work.Today, IdSubject.Child);
        if (!reading.Ok)
        {
            work.Refuse(reading.Code, IdSays.Of(reading), nameof(input.Number), "GB 11643");
            return null;
        }
        if (input.Keep) return reading.Number.Text;
        if (input.BornOn is { } born && born != reading.Number.BornOn)
            work.Refuse(IdCodes.BirthContradicts, "出生日期和证件号里的不一样。请对着户口簿核对；都没填错，就勾“两样都照填的保存”。", nameof(input.BornOn), "R-068");
        if (Word(reading.Number.Sex) is { } sex && input.Sex is "male" or "female" && input.Sex != sex)
            work.Refuse(IdCodes.SexContradicts, "性别和证件号里的不一样。请对着户口簿核对；都没填错，就勾“两样都照填的保存”。", nameof(input.Sex), "R-068");
        return reading.Number.Text;

        static string Word(Sex sex) => sex == Sex.Male ? "male" : "female";
    }
}

/// <summary>What is wrong with a typed ID number, in words and without the number.</summary>
public static class IdSays
{
    public static string Of(IdReading reading) => reading.Code switch
    {
        IdCodes.Missing => "请填证件号。",
        IdCodes.Length when reading.Typed.Length < IdNumber.Length => $"证件号少 {IdNumber.Length - reading.Typed.Length} 位，只有 {reading.Typed.Length} 位。请对着户口簿再看一遍。",
        IdCodes.Length => $"证件号多 {reading.Typed.Length - IdNumber.Length} 位，有 {reading.Typed.Length} 位。请对着户口簿再看一遍。",
        IdCodes.Characters => "证件号里有不该有的字：前 17 位是数字，最后一位是数字或 X。",
        IdCodes.BirthNotADate => "证件号第 7 到 14 位不是日期。请对着户口簿再看一遍。",
        IdCodes.BirthInFuture => "证件号里的出生日期晚于今天。请对着户口簿再看一遍。",
        IdCodes.BirthTooOld => "证件号里的出生年份早于 1900 年。请对着户口簿再看一遍。",
        IdCodes.CheckDigit => "证件号最后一位和前面对不上，有一位抄错了。请对着户口簿再看一遍。",
        IdCodes.FifteenDigitsNotForChild => "这是 15 位的老号码，孩子不会有。请填 18 位的。",
        _ => "证件号不对，请再看一遍。",
    };
}
