using HuTong.Core.Codes;
using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.Register;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>A village that passes on, and who answers for it now.</summary>
/// <param name="Now">Names; empty while it is vacant.</param>
public sealed record PassedVillage(string Code, string Name, IReadOnlyList<string> Now);

/// <summary>Whose tasks pass on.</summary>
/// <param name="EndedOn">First day on which the post no longer holds; null while it is not written to end.</param>
/// <param name="ConfirmedAt">When somebody confirmed that the list was handed over; null: nobody has.</param>
public sealed record HandoverHead(
    Guid PostId, string Name, string Kind, DateOnly From, DateOnly? EndedOn, string? EndedReason, IReadOnlyList<PassedVillage> Villages, DateTime? PrintedAt, DateTime? ConfirmedAt, string? ConfirmedBy, string? ConfirmedWords);

/// <summary>One child with what is open.</summary>
/// <param name="Duties">Days until which visits are owed, the first in front.</param>
/// <param name="FollowUps">Things found that somebody must see to.</param>
public sealed record PassedChild(Guid Id, string Name, string Sex, DateOnly? BornOn, string Village, string? Guardian, string State, DateOnly? LastMet, IReadOnlyList<DateOnly> Duties, int FollowUps, DateOnly? FollowUpDue, bool HasUrgent);

/// <param name="IsCut">More children than the list shows.</param>
public sealed record Handover(HandoverHead Head, IReadOnlyList<PassedChild> Children, bool IsCut)
{
    public int Duties => Children.Sum(child => child.Duties.Count);
    public int FollowUps => Children.Sum(child => child.FollowUps);
}

/// <summary>What a director's successor takes over, as it stands today: children, visits owed, things to see to (R-138, T-68, states.md 11). Only the asker's villages of the post.</summary>
public sealed class HandoverQuery(HuTongDb db, PostsWithin posts, PeopleQuery people, RegionTree tree, FieldCipher cipher, ChinaClock clock)
{
    public const int Most = 500;

    private static readonly string[] Passed = [FileStates.Registered, FileStates.ExitReview, FileStates.ToVerify];

    public async Task<Handover?> Run(Guid postId, CancellationToken cancel = default)
    {
        if (await Head(postId, cancel) is not { } head) return null;
        var villages = head.Villages.Select(village => village.Code).ToList();
        var lines = await db.Set<RegisterLine>().AsNoTracking().Where(line => villages.Contains(line.Region) && Passed.Contains(line.State))
            .OrderBy(line => line.Region).ThenBy(line => line.NameKey).ThenBy(line => line.ChildId).Take(Most + 1).ToListAsync(cancel);
        var duties = (await db.Set<VisitDuty>().AsNoTracking().Where(duty => villages.Contains(duty.Region) && duty.State == DutyStates.Due).OrderBy(duty => duty.Due).Select(duty => new { duty.ChildId, duty.Due }).ToListAsync(cancel)).ToLookup(duty => duty.ChildId, duty => duty.Due);
        var follow = (await db.Set<FollowUp>().AsNoTracking().Where(one => villages.Contains(one.Region) && one.State == FollowUpStates.Open).OrderBy(one => one.Due).Select(one => new { one.ChildId, one.Due, one.Level }).ToListAsync(cancel)).ToLookup(one => one.ChildId);
        return new Handover(head, [.. lines.Take(Most).Select(line => new PassedChild(
            line.ChildId, line.Name, line.Sex, line.BornOn, tree.ShortName(line.Region, Core.RegionLevel.Village), line.GuardianName, line.State, line.LastMet,
            [.. duties[line.ChildId]], follow[line.ChildId].Count(), follow[line.ChildId].FirstOrDefault()?.Due, follow[line.ChildId].Any(one => one.Level == "d")))], lines.Count > Most);
    }

    /// <returns>Null for a post that is not there, not a director's, or of another place: all alike.</returns>
    public async Task<HandoverHead?> Head(Guid postId, CancellationToken cancel = default)
    {
        var here = await posts.Run().Where(one => one.Post.Id == postId && one.Post.Role == RoleCodes.VillageDirector).OrderBy(one => one.Prefix).ToListAsync(cancel);
        if (here.Count == 0) return null;
        var post = here[0].Post;
        var codes = here.Select(one => one.Prefix).Distinct().ToList();
        var said = await db.Set<Event>().AsNoTracking().Where(one => one.SubjectKind == "post" && one.SubjectId == postId).OrderByDescending(one => one.At).ToListAsync(cancel);
        var confirmed = said.Find(one => one.Action == ConfirmHandover.Action);
        var words = confirmed?.Text(cipher);
        var holders = await Holders(codes, cancel);
        var names = await people.Run(holders.Select(term => term.UserId).Append(post.UserId), cancel);
        return new HandoverHead(
            postId, names.GetValueOrDefault(post.UserId)?.Name ?? "", post.Kind, here.Min(one => one.From), post.ValidTo, post.EndedReason,
            [.. codes.Select(code => new PassedVillage(code, tree.ShortName(code, Core.RegionLevel.Village), [.. holders.Where(term => term.Prefix == code && term.PostId != postId).Select(term => names[term.UserId].Name).Distinct()]))],
            said.Find(one => one.Action == "handover-printed")?.At, confirmed?.At, words?.Who, words?.Reason);
    }

    private async Task<List<PostTerm>> Holders(List<string> villages, CancellationToken cancel)
    {
        var today = clock.Today;
        return await posts.Run().Where(one => villages.Contains(one.Prefix) && one.Post.Role == RoleCodes.VillageDirector && one.Post.Kind != PostKinds.Assistant && one.From <= today && (one.To == null || one.To > today))
            .OrderBy(one => one.From).Select(one => new PostTerm(one.Prefix, one.From, one.To, one.Post.UserId, one.Post.Id, one.Post.Kind, one.Post.IsLead)).ToListAsync(cancel);
    }
}
