using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>Asks <see cref="TermLifeCycle"/> about a move of a category term on a correction form. The rule's verdict comes with Allowances: until then a person decides alone.</summary>
internal static class TermMoves
{
    /// <param name="span">The term as it will be after the move.</param>
    /// <returns>Every problem in the way, beside the form's fields; empty when the asker may start the move.</returns>
    public static async Task<IReadOnlyList<Problem>> Start(PartWork work, string code, string state, CategorySpan span, Guid? term = null, string? endReason = null)
    {
        var move = TermLifeCycle.Find(code)!;
        var over = await new PostsOverQuery(work.Db).Run(work.Child.Region, work.Today, work.Cancel);
        // Exclusions hold on every day, those of ended terms too (states.md 2).
        var others = await work.Db.Set<CategoryTerm>().Where(one => one.ChildId == work.Child.Id && one.Id != term && (one.State == TermStates.Active || one.State == TermStates.Ended)).Select(one => new CategorySpan(one.Code, one.From, one.To)).ToListAsync(work.Cancel);
        var ask = new MoveAsk(code, state, new MovedBy(work.Scope.UserId, work.Scope.Role), Reason: "-", HasOtherDecider: over.Any(post => post.UserId != work.Scope.UserId && move.Deciders.Contains(post.Role)));
        return [.. TermLifeCycle.Start(ask, new TermMoveFacts(span) { Others = others, EndReason = endReason }).Problems.Select(problem => problem with { Field = Field(problem.Field) })];
    }

    private static string? Field(string? field) => field switch
    {
        "Category" or "EndReason" => nameof(CorrectionInput.Code),
        "To" => nameof(CorrectionInput.On),
        _ => field,
    };

    /// <summary>A registered file without active category waits for its exit from the same day on (states.md 1.1).</summary>
    public static void FallToExitReview(Child child, IEnumerable<CategoryTerm> open)
    {
        var facts = new FileMoveFacts { ActiveCategories = [.. open.Where(one => one.State == TermStates.Active).Select(one => one.Code)] };
        if (FileLifeCycle.FallsToExitReview(child.State, facts)) (child.State, child.ExitReason) = (FileStates.ExitReview, "no-category");
    }
}
