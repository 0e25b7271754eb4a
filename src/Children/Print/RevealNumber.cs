using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Print;

/// <summary>A whole number, shown for a minute.</summary>
public sealed record Revealed(string Label, string Number);

/// <summary>Shows a whole ID number or phone for a stated purpose: logged before it is sent, at most 30 an hour by count in the log (security.md 2, 7).</summary>
public sealed class RevealNumber(HuTongDb db, FieldCipher cipher, Scope scope, ChinaClock clock, AccessLog log)
{
    public const int MostInAnHour = 30;

    /// <summary>A director sees whole phones only (security.md 2); pages offer no more than this allows.</summary>
    public static bool MaySeeId(string role) => role != "village-director";

    /// <param name="what">id, or the id of a phone.</param>
    public async Task<Outcome<Revealed>> Run(Guid childId, string what, string? purpose, CancellationToken cancel = default)
    {
        var child = await db.Set<Child>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == childId, cancel);
        var phone = child is not null && Guid.TryParse(what, out var phoneId) ? await db.Set<Phone>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == phoneId && one.ChildId == childId, cancel) : null;
        if (child is null || what != "id" && phone is null || what == "id" && child.IdEnc is null) return new Problem("child-not-found", "没有找到。");
        if (what == "id" && !MaySeeId(scope.Role)) return new Problem("not-yours", "儿童主任只能查看电话。要核对证件号，请找儿童督导员。");
        if (OpenFile.Check(purpose) is { } missing) return missing;
        if (await InThisHour(cancel) >= MostInAnHour) return TooMany;

        await log.Write("reveal", child.Id, child.Region, purpose!.Trim(), what == "id" ? "child.id_enc" : "phone.number_enc", cancel);
        if (await InThisHour(cancel) > MostInAnHour) return TooMany;   // asked many times at one moment: each was let past the first count
        return what == "id"
            ? new Revealed("证件号", cipher.Open(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc)!)
            : new Revealed($"{FileWords.Of("phone-role", phone!.Role)}的电话", cipher.Open(FieldPlace.Of<Phone>(nameof(Phone.NumberEnc), phone.Id), phone.NumberEnc)!);
    }

    private static Problem TooMany { get; } = new("reveal-limit", $"一小时最多查看 {MostInAnHour} 个完整号码，请过一会儿再看。");

    private Task<int> InThisHour(CancellationToken cancel)
    {
        var since = clock.Now.AddHours(-1);
        return db.Set<AccessEntry>().AsNoTracking().CountAsync(entry => entry.UserId == scope.UserId && entry.At >= since && entry.Action == "reveal", cancel);
    }
}
