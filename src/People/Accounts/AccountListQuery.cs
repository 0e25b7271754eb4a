using HuTong.Data;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>What the list of accounts is narrowed by.</summary>
/// <param name="Text">Part of a log-in name or a worker's name.</param>
/// <param name="State">active, locked, leaving, closed; null for all but closed.</param>
/// <param name="After">Log-in name after which the page begins, normalised.</param>
public sealed record AccountFilter(string? Text = null, string? State = null, string? Role = null, string? Region = null, string? After = null);

/// <summary>One line: an account with the post that it holds now, or the last one.</summary>
public sealed record AccountRow(Guid Id, string UserName, string WorkerName, string State, DateTime? LockedUntil, DateTime? LastSignedInAt, bool MustChange, Post? Post, int Posts);

/// <param name="Total">All that fit.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record AccountPage(IReadOnlyList<AccountRow> Rows, int Total, string? Next);

/// <summary>Accounts by log-in name, twenty a page. Of workers only: no child stands here.</summary>
public sealed class AccountListQuery(HuTongDb db, RegionTree tree, ChinaClock clock)
{
    public const int PageSize = 20;
    public const string Leaving = "leaving";

    /// <summary>A term that ends within so many days is said to end.</summary>
    public const int LeavingDays = 30;

    public async Task<AccountPage> Run(AccountFilter filter, CancellationToken cancel = default)
    {
        var fits = Fitting(filter);
        var total = await fits.CountAsync(cancel);
        var rows = await (
            from account in fits
            where filter.After == null || string.Compare(account.NormalizedUserName, filter.After) > 0
            join worker in db.Set<Worker>() on account.WorkerId equals worker.Id
            orderby account.NormalizedUserName
            select new { account, worker.Name }).AsNoTracking().Take(PageSize + 1).ToListAsync(cancel);
        var ids = rows.Select(row => row.account.Id).ToArray();
        var posts = (await db.Set<Post>().AsNoTracking().Where(post => ids.Contains(post.UserId)).ToListAsync(cancel)).ToLookup(post => post.UserId);
        var today = clock.Today;
        var lines = rows.Take(PageSize).Select(row => new AccountRow(
            row.account.Id, row.account.UserName!, row.Name, row.account.State, row.account.LockedUntil, row.account.LastSignedInAt, row.account.MustChange,
            posts[row.account.Id].OrderByDescending(post => post.HoldsOn(today)).ThenByDescending(post => post.ValidFrom).FirstOrDefault(), posts[row.account.Id].Count(post => post.HoldsOn(today)))).ToList();
        return new AccountPage(lines, total, rows.Count > PageSize ? rows[PageSize - 1].account.NormalizedUserName : null);
    }

    private IQueryable<Account> Fitting(AccountFilter filter)
    {
        var (now, today) = (clock.Now, clock.Today);
        var fits = db.Set<Account>().AsQueryable();
        fits = filter.State switch
        {
            AccountStates.Closed => fits.Where(account => account.State == AccountStates.Closed),
            AccountStates.Active => fits.Where(account => account.State == AccountStates.Active && (account.LockedUntil == null || account.LockedUntil <= now)),
            AccountStates.Locked => fits.Where(account => account.State == AccountStates.Locked || account.State == AccountStates.Active && account.LockedUntil > now),
            Leaving => Leavers(fits, today),
            _ => fits.Where(account => account.State != AccountStates.Closed),
        };
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var (name, text) = (Account.Normalise(filter.Text), filter.Text.Trim());
            fits = fits.Where(account => account.NormalizedUserName!.Contains(name) || db.Set<Worker>().Any(worker => worker.Id == account.WorkerId && worker.Name.Contains(text)));
        }
        if (!string.IsNullOrEmpty(filter.Role)) fits = fits.Where(account => db.Set<Post>().Any(post => post.UserId == account.Id && post.Role == filter.Role && (post.ValidTo == null || today < post.ValidTo)));
        if (!string.IsNullOrEmpty(filter.Region)) fits = Within(fits, tree.Stands(filter.Region).ToArray(), filter.Region);
        return fits;
    }

    private IQueryable<Account> Leavers(IQueryable<Account> fits, DateOnly today)
    {
        var soon = today.AddDays(LeavingDays + 1);
        return fits.Where(account => account.State == AccountStates.Active && db.Set<Post>().Any(post => post.UserId == account.Id && today < post.ValidTo && post.ValidTo <= soon));
    }

    private IQueryable<Account> Within(IQueryable<Account> fits, string[] prefixes, string region) => fits.Where(account => db.Set<Post>().Any(post => post.UserId == account.Id
        && (post.Region == region || db.Set<Jurisdiction>().Any(place => place.PostId == post.Id && prefixes.Any(prefix => place.Prefix.StartsWith(prefix))))));
}
