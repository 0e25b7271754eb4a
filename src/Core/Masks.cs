namespace HuTong.Core;

/// <summary>What may be shown of a number that identifies somebody. Masked on the server, never by the page. Source: security.md 5.</summary>
public static class Masks
{
    /// <summary>First and last character only: with birth date and place beside it, four digits would complete the number.</summary>
    public static string Id(string number) =>
        number.Length < 3 ? new string('*', number.Length) : number[0] + new string('*', number.Length - 2) + number[^1];

    /// <summary>138******12; shorter numbers keep their last two digits only.</summary>
    public static string Phone(string phone) => phone.Length switch
    {
        >= 8 => phone[..3] + new string('*', phone.Length - 5) + phone[^2..],
        > 2 => new string('*', phone.Length - 2) + phone[^2..],
        _ => new string('*', phone.Length),
    };

    /// <summary>****6620: the last four, the length hidden.</summary>
    public static string Account(string account) => account.Length <= 4 ? "****" : "****" + account[^4..];
}
