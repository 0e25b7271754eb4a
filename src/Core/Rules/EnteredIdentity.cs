namespace HuTong.Core.Rules;

/// <summary>What a form says of an identity: the reading, warnings that keep both sides, and tasks. Source: R-064…R-069.</summary>
/// <param name="Warnings">Of the number, then birth-contradicts-id, sex-contradicts-id: both kept, ask, never overwrite.</param>
/// <param name="Tasks">register-hukou for a child without number: the file opens with an internal key, help starts at once.</param>
public sealed record EnteredIdentity(IdReading Reading, IReadOnlyList<string> Warnings, IReadOnlyList<string> Tasks)
{
    /// <summary>For forms. An import rejects the row where this warns (import.md 6).</summary>
    public static EnteredIdentity Of(string? typed, DateOnly? enteredBirth, Sex enteredSex, DateOnly today, IdSubject subject = IdSubject.Child)
    {
        var reading = IdNumber.Parse(typed, today, subject);
        return new(reading, [.. reading.Warnings, .. Contradictions(reading.Number, enteredBirth, enteredSex)], TasksOf(reading, subject));
    }

    /// <summary>R-068: what was entered against what the number says.</summary>
    public static IEnumerable<string> Contradictions(IdNumber? number, DateOnly? enteredBirth, Sex enteredSex)
    {
        if (number is null) yield break;
        if (enteredBirth is { } birth && birth != number.BornOn) yield return IdCodes.BirthContradicts;
        if (enteredSex is Sex.Male or Sex.Female && enteredSex != number.Sex) yield return IdCodes.SexContradicts;
    }

    private static IReadOnlyList<string> TasksOf(IdReading reading, IdSubject subject) =>
        reading.Code == IdCodes.Missing && subject == IdSubject.Child ? ["register-hukou"] : [];
}
