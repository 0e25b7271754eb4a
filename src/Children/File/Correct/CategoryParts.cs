using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>Adds a category from a day on, with its ground: proposed, and confirmed at once by who may confirm it (states.md 2).</summary>
internal sealed class AddCategory : IPart
{
    public string Slug => "category";
    public string Title => "类别";
    public string Tab => "categories";
    public Ways Ways => Ways.ChangeOnly;

    public Task Fill(PartWork work, CorrectionInput input) => Task.CompletedTask;

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var code = work.Code("category", input.Code, nameof(input.Code), "请选类别。");
        var ground = work.Text(input.Words, nameof(input.Words), 300, "请写认定理由，比如：父亲服刑，母亲失联 3 年以上。");
        if (code is not null && CategoryFits.Against(code, input.On ?? work.Today, work.Child.BornOn, await work.Db.Set<CategoryTerm>().Where(term => term.ChildId == work.Child.Id).ToListAsync(work.Cancel)) is { } against)
            work.Refuse(against.Code, against.Says, nameof(input.Code), against.Source);
        if (work.Problems.Count > 0) return;
        var span = new CategorySpan(code!, input.On ?? work.Today, null);
        work.Problems.AddRange(await TermMoves.Start(work, "propose", TermStates.New, span));
        var confirming = await TermMoves.Start(work, "confirm", TermStates.Proposed, span);
        work.Problems.AddRange(confirming.Where(problem => !MoveAsk.IsAboutWho(problem)).Select(problem => problem with { Field = nameof(input.Code) }));
        if (work.Problems.Count > 0) return;
        var term = work.Make<CategoryTerm>(work.Key);
        (term.Code, term.State) = (code!, confirming.Count == 0 ? TermStates.Active : TermStates.Proposed);
        term.GroundEnc = work.Seal<CategoryTerm>(nameof(CategoryTerm.GroundEnc), term.Id, ground);
    }
}

/// <summary>A proposed category holds, or is refused, by who may settle it.</summary>
internal sealed class AcceptCategory : IPart
{
    public string Slug => "category-accept";
    public string Title => "核定类别";
    public string Tab => "categories";
    public Ways Ways => Ways.NoDate;

    public Task Fill(PartWork work, CorrectionInput input) => Task.CompletedTask;

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var term = input.Row is null ? null : await work.Current<CategoryTerm>(one => one.State == TermStates.Proposed);
        if (term is null) { work.Refuse("nothing-open", "没有等核定的类别，可能已经办过了。"); return; }
        work.Problems.AddRange(await TermMoves.Start(work, input.End ? "refuse" : "confirm", term.State, new CategorySpan(term.Code, term.From, term.To), term.Id));
        if (work.Problems.Count > 0) return;
        if (input.End) (term.State, term.To) = (TermStates.Refused, term.From);
        else term.State = TermStates.Active;
    }
}

/// <summary>Ends a category with its reason; one that never was true is voided by two persons, so it is only proposed here.</summary>
internal sealed class EndCategory : IPart
{
    public string Slug => "category-end";
    public string Title => "结束类别";
    public string Tab => "categories";
    public Ways Ways => Ways.Both;

    public Task Fill(PartWork work, CorrectionInput input) => Task.CompletedTask;

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var term = input.Row is null ? null : await work.Current<CategoryTerm>(one => one.State == TermStates.Active);
        if (term is null) { work.Refuse("nothing-open", "没有找到这个类别，可能已经结束。"); return; }
        if (work.IsChange) await End(work, input, term);
        else await ProposeVoid(work, input, term);
    }

    private static async Task End(PartWork work, CorrectionInput input, CategoryTerm term)
    {
        var reason = work.Code("term-end", input.Code, nameof(input.Code), "请选结束的原因。");
        if (work.Problems.Count > 0) return;   // without a day or a reason there is nothing to ask the life cycle
        var begin = input.On is { } end ? EarlierEnd.Begin(term, end) : term.From;
        work.Problems.AddRange(await TermMoves.Start(work, "end", term.State, new CategorySpan(term.Code, begin, input.On), term.Id, reason));
        if (work.Problems.Count > 0 || !await work.Close(term)) return;
        (term.State, term.EndReason) = (TermStates.Ended, reason);
        TermMoves.FallToExitReview(work.Child, await work.Open<CategoryTerm>());
    }

    private static async Task ProposeVoid(PartWork work, CorrectionInput input, CategoryTerm term)
    {
        work.Problems.AddRange(await TermMoves.Start(work, MoveProposal.VoidTerm, term.State, new CategorySpan(term.Code, term.From, term.To), term.Id));
        if (await WaitingMoves.AnyOpen(work.Db, work.Child.Id, work.Cancel)) work.Refuse("move-waits", "还有一项在等另一人决定，先办完那一项。");
        if (work.Problems.Count > 0) return;
        var proposal = new MoveProposal { Id = work.Key, ChildId = work.Child.Id, Region = work.Child.Region, Move = MoveProposal.VoidTerm, ProposedBy = work.Scope.UserId, ProposedAt = work.Now };
        proposal.ReasonEnc = work.Seal<MoveProposal>(nameof(MoveProposal.ReasonEnc), proposal.Id, input.Reason!.Trim());
        proposal.DocumentsEnc = new MoveSays(work.Scope.Role, [], Term: term.Id).Seal(work.Cipher, proposal);
        work.Db.Add(proposal);
    }
}
