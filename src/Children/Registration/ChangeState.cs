using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Jobs;
using HuTong.Data.Record;

namespace HuTong.Children.Registration;

/// <summary>Writes a move that was checked: state, file number, dates, list line and event in one transaction. The second half of <see cref="MoveFile"/>.</summary>
public sealed class ChangeState(HuTongDb db, FieldCipher cipher, ChinaClock clock, RegisterLines lines, FileNumbers numbers, JobBell bell, RegisterChanges changes)
{
    /// <param name="says">What was said with it; the record keeps it beside the reason.</param>
    /// <returns>Null when it is written.</returns>
    public async Task<Problem?> Run(Child child, Move move, string? exitReason, MoveSays says, string? reason, CancellationToken cancel)
    {
        await using var write = await changes.Begin(db, cancel);
        child.State = move.To;
        if (move.To == FileStates.Registered) child.FileNumber ??= (await numbers.Take(write, child.Region, 1, cancel))[0];   // reopened: the same number
        if (move.Code == "register") child.RegisteredOn = clock.Today;
        child.ExitReason = move.To is FileStates.ExitReview or FileStates.Left ? exitReason ?? child.ExitReason ?? "no-category" : null;
        child.ExitOn = move.To == FileStates.Left ? says.On ?? clock.Today : null;
        if (says.Category is { } code) db.Add(Term(child, code, reason));
        await lines.Derive(child, cancel);
        db.Add(IdentityCheck.JobFor(child.Id, clock));
        if (await db.SaveAsync(Action(move), Subject.Of(child), says.Beside(reason), cancel) is { } stale) return stale;
        await changes.Of(write, cancel, child.Id);
        await write.Commit(cancel);
        bell.Ring();
        return null;
    }

    private CategoryTerm Term(Child child, string code, string? ground)
    {
        var term = new CategoryTerm { Id = Guid.CreateVersion7(), ChildId = child.Id, Region = child.Region, Code = code, State = TermStates.Active, From = clock.Today, KnownFrom = clock.Now };
        term.GroundEnc = cipher.Seal(FieldPlace.Of<CategoryTerm>(nameof(CategoryTerm.GroundEnc), term.Id), child.Region, ground);
        return term;
    }

    private static string Action(Move move) => move.Code switch
    {
        "stay" => "state-stayed",
        "reopen" => "state-reopened",
        _ => $"state-{move.To}",
    };
}
