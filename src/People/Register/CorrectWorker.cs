using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Register;

/// <summary>
/// Corrects what the real-name register keeps of a worker: the township supervisor for the directors of the township, the county officer for
/// directors and township supervisors (WRK-001, R-138). Nobody corrects who also holds a higher post.
/// </summary>
public sealed class CorrectWorker(HuTongDb db, Scope scope, PostsWithin posts, FieldCipher cipher, ChinaClock clock)
{
    private const int Youngest = 16, Oldest = 100;

    /// <summary>May the asker correct this worker? The same for a worker elsewhere and for none at all.</summary>
    public async Task<bool> May(Guid workerId, CancellationToken cancel = default) => await PlaceOf(workerId, cancel) is not null;

    /// <returns>True when something was changed; a problem `worker-not-found` where there is nobody to correct.</returns>
    public async Task<Outcome<bool>> Run(Guid workerId, WorkerFacts facts, CancellationToken cancel = default)
    {
        if (await PlaceOf(workerId, cancel) is not { } region) return new Problem("worker-not-found", "没有找到这个人，可能已不在您的辖区。");
        var worker = await db.Set<Worker>().FirstAsync(one => one.Id == workerId, cancel);
        if (worker.Version != facts.Version) return new Problem("stale", "这个人的信息刚被别人改过。请看过新的内容，再改一次。");
        var problems = Check(worker, facts);
        if (problems.Count > 0) return problems;

        var phone = PhoneDigits.Of(facts.Phone);
        var isNewPhone = phone is not null && phone != worker.Phone(cipher);
        (worker.Name, worker.BornOn) = (facts.Name!.Trim(), facts.BornOn);
        (worker.Sex, worker.Schooling, worker.Employment) = (Blank(facts.Sex), Blank(facts.Schooling), Blank(facts.Employment));
        var isChanged = db.Entry(worker).State == EntityState.Modified;
        if (!isChanged && !isNewPhone) return false;
        if (string.IsNullOrWhiteSpace(facts.Reason)) return new Problem("reason-missing", "请写为什么改，如：按身份证核对。", nameof(facts.Reason));
        if (isNewPhone) worker.KeepPhone(phone, region, cipher);
        return await db.SaveAsync(isChanged ? "worker-corrected" : "worker-phone-corrected", new Subject("worker", worker.Id, null, region), facts.Reason.Trim(), cancel) is { } stale ? stale : true;
    }

    /// <summary>The place of the worker's last post that the asker answers for; null when there is none.</summary>
    private async Task<string?> PlaceOf(Guid workerId, CancellationToken cancel)
    {
        List<string> below = scope.Role switch { Roles.TownshipSupervisor => [Roles.VillageDirector], Roles.CountyOfficer => [.. PostsWithin.Registered], _ => [] };
        var today = clock.Today;
        var accounts = db.Set<Account>().AsNoTracking().Where(account => account.WorkerId == workerId).Select(account => account.Id);
        var place = await posts.Run().Where(one => accounts.Contains(one.Post.UserId) && below.Contains(one.Post.Role)).OrderByDescending(one => one.From).ThenBy(one => one.Prefix).Select(one => one.Prefix).FirstOrDefaultAsync(cancel);
        if (place is null) return null;
        var isAbove = await db.Set<Post>().AnyAsync(post => accounts.Contains(post.UserId) && !below.Contains(post.Role) && (post.ValidTo == null || post.ValidTo > today), cancel);
        return isAbove ? null : place;
    }

    private List<Problem> Check(Worker worker, WorkerFacts facts)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(facts.Name)) problems.Add(new("name-missing", "请写这个人的姓名。", nameof(facts.Name)));
        if (facts.Name?.Trim().Length > 40) problems.Add(new("name-long", "姓名最多 40 个字。", nameof(facts.Name)));
        if (Blank(facts.Sex) is { } sex && sex is not ("male" or "female")) problems.Add(new("code-unknown", "请选性别。", nameof(facts.Sex)));
        if (Blank(facts.Schooling) is { } schooling && !PersonCodes.Education.Has(schooling)) problems.Add(new("code-unknown", "请从表里选文化程度。", nameof(facts.Schooling)));
        if (Blank(facts.Employment) is { } employment && !PersonCodes.Employments.Has(employment)) problems.Add(new("code-unknown", "请选专职还是兼职。", nameof(facts.Employment)));
        if (facts.BornOn is { } born && Ages.On(born, clock.Today) is < Youngest or > Oldest) problems.Add(new("birth-unlikely", $"按这个出生日期，今年不在 {Youngest} 到 {Oldest} 岁之间。请核对。", nameof(facts.BornOn)));
        if (!string.IsNullOrWhiteSpace(facts.Phone) && !PhoneDigits.Fit(facts.Phone)) problems.Add(new("phone-bad", "电话写数字，7 到 15 位；不改就空着。", nameof(facts.Phone)));
        if (facts.Reason?.Trim().Length > 200) problems.Add(new("too-long", "太长了，最多 200 个字。", nameof(facts.Reason)));
        if (worker.Number(cipher) is not { } number) return problems;
        if (facts.BornOn is { } day && day != number.BornOn) problems.Add(new("birth-contradicts-id", "和登记的证件号不一致。请照证件再核一遍。", nameof(facts.BornOn)));
        if (facts.Sex is "male" or "female" && facts.Sex != PersonCodes.CodeOf(number.Sex)) problems.Add(new("sex-contradicts-id", "和登记的证件号不一致。请照证件再核一遍。", nameof(facts.Sex)));
        return problems;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
