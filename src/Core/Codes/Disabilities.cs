namespace HuTong.Core.Codes;

/// <summary>What a disability certificate says; null is what nobody knows yet.</summary>
/// <param name="Kind">Code of <see cref="PersonCodes.DisabilityKinds"/>.</param>
/// <param name="Grade">1 (worst) to 4.</param>
/// <param name="HasMentalPart">A multiple disability whose certificate lists a mental or intellectual part.</param>
public sealed record DisabilityFact(string? Kind, int? Grade, bool HasMentalPart = false);

/// <summary>Severity and the certificate number. Source: codes.md 2, R-012 (民发〔2019〕62号).</summary>
public static class Disabilities
{
    /// <summary>重残: grade 1–2 of any kind, or grade 3–4 of intellectual or mental. Multiple takes its own grade, or its mental part when listed.</summary>
    /// <returns>Null when what is known does not settle it: then a person decides .</returns>
    public static bool? IsSevere(DisabilityFact disability) => disability switch
    {
        { Grade: 1 or 2 } => true,
        { HasMentalPart: true } => true,
        { Kind: "intellectual" or "mental" } => true,
        { Kind: null or "unknown" or "refused" } => null,
        { Grade: null } => null,
        _ => false,
    };

    /// <summary>A disability number: the ID number, kind, grade, and perhaps B1, B2 for a replaced card. Its parts must agree with those stored.</summary>
    /// <returns>The ID number, the kind's code and the grade, or null when it is no such number.</returns>
    public static (string Id, string Kind, int Grade)? ReadCertificate(string? text)
    {
        var number = IdNumber.Normalise(text);
        var tail = number.Length - 20;
        if (tail is not (0 or 2) || (tail == 2 && !(number[20] is 'B' or 'b' && char.IsAsciiDigit(number[21])))) return null;
        if (!IdNumber.IsValid(number.AsSpan(0, 18)) || number[18] is < '1' or > '7' || number[19] is < '1' or > '4') return null;
        return (number[..18], PersonCodes.DisabilityKinds.All[number[18] - '1'].Key, number[19] - '0');
    }
}
