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
using Microsoft.Extensions.Logging;

namespace HuTong.Children.Registration;

/// <summary>
/// What the clock does to files each day (states.md 1, 1.1, 2): a category ends on the day its age is reached, a registered file without
/// active category goes to exit review the same day, and one whose child turns 18 thirty days before. Run again it finds nothing left to do.
/// </summary>
public sealed class DailyExits(IServiceScopeFactory scopes, ILogger<DailyExits> log) : IJobHandler
{
    public const string JobKind = "daily-exits";
    private const int AtOnce = 500, Attempts = 3;
    private const string AgeEnded = "category-age-ended", ExitReview = "state-exit-review";

    /// <summary>What the clock writes, by nobody: each once a save, so that a file's version grows by one with each.</summary>
    public static readonly string[] Acts = [AgeEnded, ExitReview];

    private static readonly (int Age, string[] Codes)[] ByAge =
        [.. Categories.All.GroupBy(category => category.AgeEnd).Select(group => (group.Key, group.Select(category => category.Code).ToArray()))];

    public string Kind => JobKind;

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        Tally aged = default, moved = default;
        foreach (var (age, codes) in ByAge) aged += await InChunks(work => Aged(work, age, codes), EndTerms, cancel);
        moved += await InChunks(WithoutCategory, ToReview, cancel);
        moved += await InChunks(NearAdult, ToReview, cancel);
        var left = aged.Left + moved.Left;
        if (left > 0) log.LogWarning("{Left} files were saved by somebody at every attempt of the day's exits; the next day finds them", left);
        await progress.Tell(1, 1, $"到龄结束类别的孩子 {aged.Written} 名；转入退出审核 {moved.Written} 份。{(left > 0 ? $"有人正在修改的 {left} 份没有动，明天再办。" : "")}");
    }

    /// <summary>What became of files: written, or left because somebody saved them at each attempt.</summary>
    private readonly record struct Tally(int Written, int Left)
    {
        public static Tally operator +(Tally one, Tally other) => new(one.Written + other.Written, one.Left + other.Left);
    }

    // Files are met in the order of their ids, five hundred at a time; those of a chunk that somebody keeps saving are tried one by one.
    private async Task<Tally> InChunks(Func<Work, IQueryable<Child>> which, Func<Work, Guid[], CancellationToken, Task<int?>> write, CancellationToken cancel)
    {
        Tally all = default;
        for (Guid? last = null; ;)
        {
            var ids = await Next(which, last, cancel);
            if (ids.Length == 0) return all;
            last = ids[^1];
            if (await Try(ids, Attempts, write, cancel) is { } written)
            {
                all += new Tally(written, 0);
                continue;
            }

            foreach (var id in ids) all += await Try([id], 1, write, cancel) is { } one ? new Tally(one, 0) : new Tally(0, 1);
        }
    }

    private async Task<Guid[]> Next(Func<Work, IQueryable<Child>> which, Guid? last, CancellationToken cancel)
    {
        await using var reading = new Work(scopes);
        var children = which(reading);
        if (last is { } id) children = children.Where(child => child.Id.CompareTo(id) > 0);
        return await children.OrderBy(child => child.Id).Select(child => child.Id).Take(AtOnce).ToArrayAsync(cancel);
    }

    /// <returns>Null when somebody saved one of the files at each attempt.</returns>
    private async Task<int?> Try(Guid[] ids, int attempts, Func<Work, Guid[], CancellationToken, Task<int?>> write, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            await using var writing = new Work(scopes);
            if (await write(writing, ids, cancel) is { } written) return written;
        }

        return null;
    }

    /// <summary>Children with an active category whose age may be over; the exact day is asked of each.</summary>
    private static IQueryable<Child> Aged(Work work, int age, string[] codes)
    {
        var born = work.Today.AddYears(-age).AddDays(1);   // a birthday of 29 February counts a day earlier
        return work.Db.Set<Child>().Where(child => child.BornOn <= born && child.State != FileStates.Left && child.State != FileStates.Merged && child.State != FileStates.Dismissed
            && work.Db.Set<CategoryTerm>().Any(term => term.ChildId == child.Id && term.State == TermStates.Active && term.To == null && codes.Contains(term.Code)));
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

    /// <summary>Registered files without active category; one that begins later counts, as when a person ends the last one.</summary>
    private static IQueryable<Child> WithoutCategory(Work work)
    {
        var today = work.Today;
        return work.Db.Set<Child>().Where(child => child.State == FileStates.Registered
            && !work.Db.Set<CategoryTerm>().Any(term => term.ChildId == child.Id && term.State == TermStates.Active && (term.To == null || term.To > today))
            && !ExtendedStudy.Of(work.Db, today).Any(one => one.Id == child.Id));
    }

    /// <summary>Registered files whose child is about to turn 18; not one that a person kept since (states.md 1: stay).</summary>
    private static IQueryable<Child> NearAdult(Work work)
    {
        var (born, since) = (work.Today.AddDays(FileLifeCycle.DaysBeforeAdult + 1).AddYears(-FileLifeCycle.AdultAge), work.Now.AddDays(-FileLifeCycle.DaysBeforeAdult - 1));
        var today = work.Today;
        return work.Db.Set<Child>().Where(child => child.State == FileStates.Registered && child.BornOn <= born && !ExtendedStudy.Of(work.Db, today).Any(one => one.Id == child.Id)
            && !work.Db.Set<Event>().Any(one => one.ChildId == child.Id && one.Action == "state-stayed" && one.At >= since));
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
        await using var write = await work.Changes.Begin(work.Db, cancel);
        if (await work.Db.SaveAsync(children.Select(act), cancel) is not null) return null;
        await work.Changes.Of(write, cancel, [.. children.Select(child => child.Id)]);
        await write.Commit(cancel);
        return children.Count;
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
            Changes = inner.ServiceProvider.GetRequiredService<RegisterChanges>();
            (Today, Now) = (Clock.Today, Clock.Now);
        }

        public HuTongDb Db { get; }
        public ChinaClock Clock { get; }
        public RegisterLines Lines { get; }
        public RegisterChanges Changes { get; }
        public DateOnly Today { get; }
        public DateTime Now { get; }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
