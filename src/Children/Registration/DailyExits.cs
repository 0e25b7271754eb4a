using System.Security.Cryptography;
using System.Text;
using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children.Registration;

/// <summary>
/// What the clock does to files each day (states.md 1, 1.1, 2): a category ends on the day its age is reached, a registered file without
/// active category goes to exit review the same day, and one whose child turns 18 thirty days before. Run again it finds nothing left to do.
/// </summary>
public sealed class DailyExits(IServiceScopeFactory scopes) : IJobHandler
{
    public const string JobKind = "daily-exits";
    private const int AtOnce = 500, Attempts = 3;
    private const string AgeEnded = "category-age-ended", ExitReview = "state-exit-review";

    /// <summary>What the clock writes, by nobody: each once a save, so that a file's version grows by one with each.</summary>
    public static readonly string[] Acts = [AgeEnded, ExitReview];

    private static readonly (int Age, string[] Codes)[] ByAge =
        [.. Categories.All.GroupBy(category => category.AgeEnd).Select(group => (group.Key, group.Select(category => category.Code).ToArray()))];

    public string Kind => JobKind;

    /// <summary>The work of one day; its id is the day's, so that several servers ask for it once.</summary>
    public static Job JobFor(DateOnly day, DateTime now) => new()
    {
        Id = new Guid(SHA256.HashData(Encoding.ASCII.GetBytes($"{JobKind} {day:yyyy-MM-dd}")).AsSpan(0, 16)), Kind = JobKind, RunAt = now, CreatedAt = now,
    };

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        var aged = await InChunks(Aged, EndTerms, cancel);
        var moved = await InChunks(Leaving, ToReview, cancel);
        await progress.Tell(1, 1, $"到龄结束类别的孩子 {aged} 名；转入退出审核 {moved} 份。");
    }

    // A chunk in which somebody saves at the same moment is read and tried again; the day after finds what is left.
    private async Task<int> InChunks(Func<Work, CancellationToken, Task<List<Guid>>> find, Func<Work, Guid[], CancellationToken, Task<int?>> write, CancellationToken cancel)
    {
        List<Guid> all;
        await using (var reading = new Work(scopes)) all = await find(reading, cancel);
        var count = 0;
        foreach (var some in all.Chunk(AtOnce))
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await using var writing = new Work(scopes);
                if (await write(writing, some, cancel) is not { } written) continue;
                count += written;
                break;
            }

        return count;
    }

    /// <summary>Children with an active category whose age may be over; the exact day is asked of each.</summary>
    private static async Task<List<Guid>> Aged(Work work, CancellationToken cancel)
    {
        HashSet<Guid> found = [];
        foreach (var (age, codes) in ByAge)
        {
            var born = work.Today.AddYears(-age).AddDays(1);   // a birthday of 29 February counts a day earlier
            found.UnionWith(await work.Db.Set<CategoryTerm>().Where(term => term.State == TermStates.Active && term.To == null && codes.Contains(term.Code))
                .Join(work.Db.Set<Child>().Where(child => child.BornOn <= born && child.State != FileStates.Left && child.State != FileStates.Merged && child.State != FileStates.Dismissed), term => term.ChildId, child => child.Id, (_, child) => child.Id)
                .Distinct().ToListAsync(cancel));
        }

        return [.. found.Order()];
    }

    private static async Task<int?> EndTerms(Work work, Guid[] ids, CancellationToken cancel)
    {
        var children = await work.Db.Set<Child>().Where(child => ids.Contains(child.Id)).ToDictionaryAsync(child => child.Id, cancel);
        var terms = await work.Db.Set<CategoryTerm>().Where(term => ids.Contains(term.ChildId) && term.State == TermStates.Active && term.To == null).ToListAsync(cancel);
        HashSet<Guid> touched = [];
        foreach (var term in terms)
        {
            if (children[term.ChildId].BornOn is not { } born || Categories.Find(term.Code) is not { } category) continue;
            var end = Ages.Reached(born, category.AgeEnd);
            if (end > work.Today) continue;
            if (end <= term.From) end = work.Today;   // begun beyond its age, by a person's decision
            if (end <= term.From) continue;
            (term.State, term.EndReason, term.To) = (TermStates.Ended, "age-limit", end);
            touched.Add(term.ChildId);
        }

        return await Save(work, [.. touched.Select(id => children[id])], child => (AgeEnded, Subject.Of(child), null), cancel);
    }

    /// <summary>Registered files without active category, or whose child is about to turn 18; not one that a person kept since (states.md 1: stay).</summary>
    private static async Task<List<Guid>> Leaving(Work work, CancellationToken cancel)
    {
        var today = work.Today;
        var registered = work.Db.Set<Child>().Where(child => child.State == FileStates.Registered);
        var without = await registered.Where(child => !work.Db.Set<CategoryTerm>().Any(term => term.ChildId == child.Id && term.State == TermStates.Active && term.From <= today && (term.To == null || term.To > today)))
            .Select(child => child.Id).ToListAsync(cancel);
        var (born, since) = (today.AddDays(FileLifeCycle.DaysBeforeAdult + 1).AddYears(-FileLifeCycle.AdultAge), work.Now.AddDays(-FileLifeCycle.DaysBeforeAdult - 1));
        var adult = await registered.Where(child => child.BornOn <= born && !work.Db.Set<Event>().Any(one => one.ChildId == child.Id && one.Action == "state-stayed" && one.At >= since))
            .Select(child => child.Id).ToListAsync(cancel);
        return [.. without.Union(adult).Order()];
    }

    private static async Task<int?> ToReview(Work work, Guid[] ids, CancellationToken cancel)
    {
        var children = await work.Db.Set<Child>().Where(child => ids.Contains(child.Id) && child.State == FileStates.Registered).ToListAsync(cancel);
        var active = (await work.Db.Set<CategoryTerm>().AsNoTracking().Where(term => ids.Contains(term.ChildId) && term.State == TermStates.Active && (term.To == null || term.To > work.Today)).ToListAsync(cancel))
            .ToLookup(term => term.ChildId, term => term.Code);
        List<Child> moved = [];
        foreach (var child in children)
        {
            var isAdult = child.BornOn is { } born && FileLifeCycle.NearsAdult(born, work.Today);
            if (!isAdult && !FileLifeCycle.FallsToExitReview(child.State, new FileMoveFacts { ActiveCategories = [.. active[child.Id]] })) continue;
            (child.State, child.ExitReason) = (FileStates.ExitReview, isAdult ? "adult" : "no-category");
            moved.Add(child);
        }

        return await Save(work, moved, child => (ExitReview, Subject.Of(child), null), cancel);
    }

    /// <returns>How many files were written; null when somebody saved one of them meanwhile.</returns>
    private static async Task<int?> Save(Work work, List<Child> children, Func<Child, (string, Subject, string?)> act, CancellationToken cancel)
    {
        if (children.Count == 0) return 0;
        foreach (var child in children) work.Db.Entry(child).Property(one => one.Version).IsModified = true;   // terms belong to the file's version
        await work.Lines.Rebuild([.. children.Select(child => child.Id)], cancel);
        foreach (var child in children) work.Db.Add(IdentityCheck.JobFor(child.Id, work.Clock));
        return await work.Db.SaveAsync(children.Select(act), cancel) is null ? children.Count : null;
    }

    /// <summary>A context of its own over the whole country, as the clock sees it.</summary>
    private sealed class Work : IAsyncDisposable
    {
        private readonly AsyncServiceScope inner;

        public Work(IServiceScopeFactory scopes)
        {
            inner = scopes.CreateAsyncScope();
            inner.ServiceProvider.GetRequiredService<Scope>().BecomeSystem(JobKind, WholeCountry.Prefixes);
            (Db, Clock, Lines) = (inner.ServiceProvider.GetRequiredService<HuTongDb>(), inner.ServiceProvider.GetRequiredService<ChinaClock>(), inner.ServiceProvider.GetRequiredService<RegisterLines>());
            (Today, Now) = (Clock.Today, Clock.Now);
        }

        public HuTongDb Db { get; }
        public ChinaClock Clock { get; }
        public RegisterLines Lines { get; }
        public DateOnly Today { get; }
        public DateTime Now { get; }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
