namespace HuTong.Core;

/// <summary>Sex as GB/T 2261.1 knows it; codes and Chinese names are in <c>Codes.Sexes</c>.</summary>
public enum Sex
{
    Unknown = 0,
    Male = 1,
    Female = 2,
    Unspecified = 9,
}
