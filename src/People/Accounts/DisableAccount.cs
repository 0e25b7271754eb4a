using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.LogIn;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>Shuts an account at once: its sessions end, its posts end today, the next page and the next job are refused (T4). Taking away needs one person.</summary>
public sealed class DisableAccount(HuTongDb db, Scope scope, ChinaClock clock)
{
    public async Task<Problem?> Run(Guid accountId, string? reason, CancellationToken cancel = default)
    {
        var account = await db.Set<Account>().FirstOrDefaultAsync(row => row.Id == accountId, cancel);
        if (account is null || account.State == AccountStates.Closed) return new Problem("account-closed", "这个账号已经停用了。");
        if (account.Id == scope.UserId) return new Problem("own-account", "不能停用自己的账号。请另一位管理员来做。");
        if (string.IsNullOrWhiteSpace(reason)) return new Problem("reason-missing", "请写为什么停用，如：离任，手机丢失。", "Reason");
        if (reason.Trim().Length > 200) return new Problem("too-long", "太长了，最多 200 个字。", "Reason");
        var today = clock.Today;
        var posts = await db.Set<Post>().Where(post => post.UserId == accountId && (post.ValidTo == null || post.ValidTo > today)).ToListAsync(cancel);
        foreach (var post in posts) await EndPost.End(db, post, today, scope.UserId, reason.Trim(), cancel);
        account.State = AccountStates.Closed;
        await db.EndAll(accountId, clock.Now, cancel: cancel);
        return await db.SaveAsync("account-disabled", new Subject("account", accountId, null, posts.FirstOrDefault()?.Region ?? ""), reason.Trim(), cancel);
    }
}
