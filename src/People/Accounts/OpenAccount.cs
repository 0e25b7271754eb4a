using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.LogIn;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>A worker, a log-in and a first post, as the security administrator writes them.</summary>
/// <param name="IdNumber">Staff ID number, optional; one active account per person.</param>
public sealed record NewAccount(string Name, string? IdNumber, string? Phone, string UserName, NewPost Post);

/// <summary>An account that was opened, and its one-time password, told this once.</summary>
public sealed record Opened(Guid AccountId, string UserName, string Password);

/// <summary>Opens an account with its first post.</summary>
public sealed class OpenAccount(HuTongDb db, AddPost addPost, PasswordHash hashes, FieldCipher cipher, BlindIndex blind, ChinaClock clock)
{
    public async Task<Outcome<Opened>> Run(NewAccount wanted, CancellationToken cancel = default)
    {
        var id = string.IsNullOrWhiteSpace(wanted.IdNumber) ? null : IdNumber.Parse(wanted.IdNumber, clock.Today, IdSubject.Parent);
        var problems = Check(wanted, id);
        if (problems.Count > 0) return problems;
        var password = OneTimePassword.Make();
        var hash = await hashes.Of(password, cancel);
        var personKey = id?.Number is { } number ? blind.Of(BlindIndex.Person, number.Text) : null;
        addPost.PrepareKeys(wanted.Post);

        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("posts", cancel);
        if (await Clash(wanted, personKey, cancel) is { } clash) return clash;
        var accountId = Guid.CreateVersion7();
        var post = await addPost.Make(accountId, wanted.Post, cancel);
        if (!post.Ok) return Outcome<Opened>.Refused(post.Problems);
        var worker = new Worker { Id = Guid.CreateVersion7(), Name = wanted.Name.Trim(), Sex = id?.Number is { } told ? PersonCodes.CodeOf(told.Sex) : null, BornOn = id?.Number?.BornOn };
        worker.Keep(id?.Number?.Text, PhoneDigits.Of(wanted.Phone), wanted.Post.Regions.FirstOrDefault() ?? "", cipher);
        var account = new Account
        {
            Id = accountId, WorkerId = worker.Id, PersonKey = personKey, UserName = wanted.UserName.Trim(), NormalizedUserName = Account.Normalise(wanted.UserName),
            PasswordHash = hash, MustChange = true, OneTimeUntil = clock.Now + OneTimePassword.GoodFor, CreatedAt = clock.Now,
        };
        db.Add(worker);
        db.Add(account);
        if (await db.SaveAsync("account-opened", new Subject("account", account.Id, null, post.Value.Region), cancel: cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return new Opened(account.Id, account.UserName, password);
    }

    private static List<Problem> Check(NewAccount wanted, IdReading? id)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(wanted.Name)) problems.Add(new("name-missing", "请写这个人的姓名。", nameof(wanted.Name)));
        if (wanted.Name.Trim().Length > 40) problems.Add(new("name-long", "姓名最多 40 个字。", nameof(wanted.Name)));
        var username = wanted.UserName.Trim();
        if (username.Length is < 3 or > 40 || !username.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_'))
            problems.Add(new("username-bad", "账号用 3 到 40 个英文字母、数字、点或短横，通常就是工号。", nameof(wanted.UserName)));
        if (id is { Number: null }) problems.Add(new("id-bad", "证件号不对：要 18 位，最后一位是校验码。请照证件再核一遍，或先空着。", nameof(wanted.IdNumber)));
        if (!string.IsNullOrWhiteSpace(wanted.Phone) && !PhoneDigits.Fit(wanted.Phone)) problems.Add(new("phone-bad", "电话写数字，7 到 15 位，可不填。", nameof(wanted.Phone)));
        return problems;
    }

    private async Task<Problem?> Clash(NewAccount wanted, byte[]? personKey, CancellationToken cancel)
    {
        var name = Account.Normalise(wanted.UserName);
        if (await db.Set<Account>().AnyAsync(row => row.NormalizedUserName == name, cancel)) return new Problem("username-taken", "这个账号已经有人用了。请换一个。", nameof(wanted.UserName));
        var isHere = personKey is not null && await db.Set<Account>().AnyAsync(row => row.PersonKey == personKey && row.State != AccountStates.Closed, cancel);
        return isHere ? new Problem("person-has-account", "这个人已有在用的账号。一人只有一个账号；要加岗位，请在那个账号上加。", nameof(wanted.IdNumber), "T12") : null;
    }
}
