using System.Diagnostics.CodeAnalysis;

namespace HuTong.Core;

/// <summary>Whose number it is: a child can hold no 15-digit number, a parent may .</summary>
public enum IdSubject
{
    Child,
    Parent,
}

/// <summary>Reason codes of R-066…R-069. An import groups the first ones as <c>id-format</c> (import.md).</summary>
public static class IdCodes
{
    public const string Ok = "ok";
    public const string Missing = "id-missing";
    public const string Length = "id-length";
    public const string Characters = "id-chars";
    public const string BirthNotADate = "id-birth-not-a-date";
    public const string BirthInFuture = "id-birth-in-future";
    public const string BirthTooOld = "id-birth-too-old";
    public const string CheckDigit = "id-check-digit";
    public const string FifteenDigitsNotForChild = "id-15-digit-not-for-child";
    public const string FifteenDigitsConverted = "id-15-digit-converted";
    public const string ProvinceUnknown = "id-province-unknown";
    public const string BirthContradicts = "birth-contradicts-id";
    public const string SexContradicts = "sex-contradicts-id";
}

/// <summary>What came of reading a typed number: the number with its warnings, or the first failure.</summary>
public sealed record IdReading
{
    private IdReading(IdNumber? number, string code, string typed, IReadOnlyList<string> warnings) =>
        (Number, Code, Typed, Warnings) = (number, code, typed, warnings);

    public IdNumber? Number { get; }

    /// <summary><see cref="IdCodes.Ok"/> or the first failure.</summary>
    public string Code { get; }

    /// <summary>What was typed, normalised; empty when nothing was.</summary>
    public string Typed { get; }

    public IReadOnlyList<string> Warnings { get; }

    [MemberNotNullWhen(true, nameof(Number))]
    public bool Ok => Number is not null;

    internal static IdReading Good(IdNumber number, string typed, IReadOnlyList<string> warnings) => new(number, IdCodes.Ok, typed, warnings);

    internal static IdReading Failed(string code, string typed) => new(null, code, typed, []);

    /// <summary>Says the code without the number.</summary>
    public override string ToString() => Code;
}
