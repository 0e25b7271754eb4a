using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.Register;
using HuTong.Places;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>One worker of the real-name register: what is kept, the posts in the asker's places, what changed (WRK-001).</summary>
public sealed record RealNameFile(Worker Worker, string? Phone, IReadOnlyList<RealNamePost> Posts, IReadOnlyList<TimelineLine> History);

/// <param name="To">First day on which it no longer holds.</param>
public sealed record RealNamePost(Guid PostId, string Role, string Kind, bool IsLead, string Places, DateOnly From, DateOnly? To, string? EndedReason);

public sealed class RealNameFileQuery(HuTongDb db, PostsWithin posts, RegionTree tree, FieldCipher cipher, Scope scope, ChinaClock clock)
{
    private const int MostEvents = 100;

    private static readonly List<string> Told = ["account-opened", "account-disabled", "post-added", "post-ended", "lead-named", "worker-corrected", "worker-phone-corrected"];

    /// <returns>Null for a worker who is not there and for one who never held such a post in the asker's places: all alike.</returns>
    public async Task<RealNameFile?> Run(Guid workerId, CancellationToken cancel = default)
    {
        var accounts = db.Set<Account>().AsNoTracking().Where(account => account.WorkerId == workerId).Select(account => account.Id);
        var here = await posts.Run().Where(one => accounts.Contains(one.Post.UserId)).OrderByDescending(one => one.From).ThenBy(one => one.Prefix).ToListAsync(cancel);
        if (here.Count == 0) return null;
        var worker = await db.Set<Worker>().AsNoTracking().FirstAsync(one => one.Id == workerId, cancel);
        var users = here.Select(one => one.Post.UserId).Distinct().ToList();
        var events = await db.Set<Event>().AsNoTracking().Where(one => (one.SubjectKind == "worker" && one.SubjectId == workerId || one.SubjectKind == "account" && users.Contains(one.SubjectId)) && Told.Contains(one.Action))
            .OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(MostEvents).ToListAsync(cancel);
        return new RealNameFile(worker, worker.Phone(cipher) is { } phone ? Masks.Phone(phone) : null,
            [.. here.GroupBy(one => one.Post.Id).Select(post => Line(post.First().Post, [.. post]))], [.. events.Select(Line)]);
    }

    private RealNamePost Line(Post post, IReadOnlyList<PostWithin> places) => new(
        post.Id, post.Role, post.Kind, post.IsLead, string.Join("、", places.Select(one => tree.ShortName(one.Prefix, RegionLevel.Township)).Distinct()), places.Min(one => one.From), places.Any(one => one.To is null) ? null : places.Max(one => one.To), post.EndedReason);

    private TimelineLine Line(Event one)
    {
        var text = one.Text(cipher);
        return new TimelineLine(StatusKind.Todo, Show.Short(DateOnly.FromDateTime(ChinaClock.InChina(one.At)), clock.Today), Show.Time(one.At), ActionWords.Of(one.Action), [.. text.Changes.Select(TellsOf).OfType<TimelineChange>()], text.Reason, $"{text.Who} {text.Post}".Trim());
    }

    // Log-in names, ids and hashes of an account are nothing of the register.
    private TimelineChange? TellsOf(Change change) => change.Field switch
    {
        "worker.name" => Of("姓名", change.Before, change.After),
        "worker.sex" => Of("性别", Words(PersonCodes.Sex, change.Before), Words(PersonCodes.Sex, change.After)),
        "worker.born_on" => Of("出生日期", Day(change.Before), Day(change.After)),
        "worker.schooling" => Of("文化程度", Words(PersonCodes.Education, change.Before), Words(PersonCodes.Education, change.After)),
        "worker.employment" => Of("专兼职", Words(PersonCodes.Employments, change.Before), Words(PersonCodes.Employments, change.After)),
        "post.role" => Of("岗位", null, Words(FileCodes.Roles, change.After)),
        "post.valid_from" => Of("从", null, Day(change.After)),
        "post.valid_to" => Of("最后一天", null, Day(change.After, -1)),
        "post.is_lead" => Of("牵头", null, change.After == "True" ? "是" : "不再是"),
        "jurisdiction.prefix" when change.After is { } code && scope.Covers(code) => Of("管", null, tree.ShortName(code, RegionLevel.Township)),
        _ => null,
    };

    private static TimelineChange? Of(string label, string? before, string? after) => before is null && after is null ? null : new(label, before, after ?? "没有填");

    private static string? Words(CodeTable table, string? code) => code is null ? null : table.Words(code);

    private static string? Day(string? text, int days = 0) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? Show.Date(day.AddDays(days)) : null;
}
