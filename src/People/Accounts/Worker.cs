using HuTong.Core;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;

namespace HuTong.People.Accounts;

/// <summary>A person who works: the name that stands beside what was done.</summary>
[Unfenced("a worker is no child; the name is shown wherever the worker acted")]
public sealed class Worker : IVersioned
{
    public Guid Id { get; set; }
    public string Name { get; set; } = "";

    /// <summary>Staff ID number, encrypted; null when not given.</summary>
    [NotRecorded]
    public byte[]? IdEnc { get; set; }

    /// <summary>Phone, digits, encrypted; null when not given.</summary>
    [NotRecorded]
    public byte[]? PhoneEnc { get; set; }

    /// <summary>What the real-name register (实名制) asks besides (WRK-001): code of GB/T 2261.1, day of birth, code of schooling, full-time or part-time. Null when not given.</summary>
    public string? Sex { get; set; }
    public DateOnly? BornOn { get; set; }
    public string? Schooling { get; set; }
    public string? Employment { get; set; }
    public long Version { get; set; }

    /// <param name="region">Place of the first post; its county's key encrypts.</param>
    public void Keep(string? idNumber, string? phone, string region, FieldCipher cipher)
    {
        IdEnc = cipher.Seal(FieldPlace.Of<Worker>(nameof(IdEnc), Id), region, idNumber);
        KeepPhone(phone, region, cipher);
    }

    public void KeepPhone(string? phone, string region, FieldCipher cipher) => PhoneEnc = cipher.Seal(FieldPlace.Of<Worker>(nameof(PhoneEnc), Id), region, phone);

    /// <summary>The staff ID number: to compare with, never to be shown.</summary>
    public IdNumber? Number(FieldCipher cipher) => cipher.Open(FieldPlace.Of<Worker>(nameof(IdEnc), Id), IdEnc) is { } number && IdNumber.IsValid(number) ? IdNumber.Of(number) : null;

    public string? Phone(FieldCipher cipher) => cipher.Open(FieldPlace.Of<Worker>(nameof(PhoneEnc), Id), PhoneEnc);
}
