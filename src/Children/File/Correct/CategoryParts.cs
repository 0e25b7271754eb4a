using HuTong.Core;
using HuTong.Core.Codes;

namespace HuTong.Children.Files;

/// <summary>Which categories one child may hold on a day (codes.md 5) and who may set them (states.md 2).</summary>
public static class CategoryRules
{
    private static readonly string[] OfAllowance = ["orphan-community", "orphan-institution", "de-facto-unattended", "key-difficulty"];

    /// <summary>A category that money hangs on is settled by the county.</summary>
    public static bool IsOfAllowance(string code) => OfAllowance.Contains(code);

    /// <summary>May this role make a category hold, or only propose it?</summary>
    public static bool MaySettle(string role, string code) => role switch
    {
        "county-officer" => true,
        "township-supervisor" => !IsOfAllowance(code),
        _ => false,
    };
}

/// <summary>Adds a category from a day on, with its ground.</summary>
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
        if (code is not null) CheckFits(work, input, code, await work.Open<CategoryTerm>());
        if (work.Problems.Count > 0) return;
        var term = work.Make<CategoryTerm>(input.Key);
        (term.Code, term.State) = (code!, CategoryRules.MaySettle(work.Scope.Role, code!) ? "active" : "proposed");
        term.GroundEnc = work.Seal<CategoryTerm>(nameof(CategoryTerm.GroundEnc), term.Id, ground);
    }

    private static void CheckFits(PartWork work, CorrectionInput input, string code, List<CategoryTerm> open)
    {
        var held = open.Where(term => term.State is "active" or "proposed").Select(term => term.Code).ToList();
        if (held.Contains(code)) work.Refuse("category-held", "这个类别已经有了，不用再加。", nameof(input.Code));
        if (held.Find(other => Categories.Excluding([code, other]) is not null) is { } against)
            work.Refuse("exclusive-categories", $"和已有的“{FileWords.Of("category", against)}”不能同时有。请先结束那一个。", nameof(input.Code), "codes.md 5");
        if (work.Child.BornOn is { } born && Ages.On(born, input.On ?? work.Today) >= Categories.Find(code)!.AgeEnd)
            work.Refuse("category-age", $"这个类别只到 {Categories.Find(code)!.AgeEnd} 岁，孩子那天已经 {Ages.On(born, input.On ?? work.Today)} 岁。", nameof(input.Code), "R-003");
    }
}

/// <summary>A proposed category holds, by who may settle it.</summary>
internal sealed class AcceptCategory : IPart
{
    public string Slug => "category-accept";
    public string Title => "核定类别";
    public string Tab => "categories";
    public Ways Ways => Ways.NoDate;

    public Task Fill(PartWork work, CorrectionInput input) => Task.CompletedTask;

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var term = input.Row is null ? null : await work.Current<CategoryTerm>(one => one.State == "proposed");
        if (term is null) work.Refuse("nothing-open", "没有等核定的类别，可能已经办过了。");
        else if (!CategoryRules.MaySettle(work.Scope.Role, term.Code)) work.Refuse("not-yours", CategoryRules.IsOfAllowance(term.Code) ? "和待遇有关的类别由县级经办核定。" : "由儿童督导员核定。");
        else if (input.End) (term.State, term.To) = ("refused", term.From);
        else term.State = "active";
    }
}

/// <summary>Ends a category with its reason; one that never was true is voided by the county.</summary>
internal sealed class EndCategory : IPart
{
    public string Slug => "category-end";
    public string Title => "结束类别";
    public string Tab => "categories";
    public Ways Ways => Ways.Both;

    public Task Fill(PartWork work, CorrectionInput input) => Task.CompletedTask;

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var reason = work.Code("term-end", input.Code, nameof(input.Code), "请选结束的原因。");
        var term = input.Row is null ? null : await work.Current<CategoryTerm>(one => one.State is "active" or "proposed");
        if (term is null) work.Refuse("nothing-open", "没有找到这个类别，可能已经结束。");
        else if (!CategoryRules.MaySettle(work.Scope.Role, term.Code)) work.Refuse("not-yours", CategoryRules.IsOfAllowance(term.Code) ? "和待遇有关的类别由县级经办结束。" : "由儿童督导员结束。");
        else if (!work.IsChange && work.Scope.Role != "county-officer") work.Refuse("not-yours", "登错的类别由县级经办作废。", nameof(input.Way));
        if (work.Problems.Count > 0 || term is null) return;
        if (!work.IsChange) (term.State, term.EndReason, term.To) = ("voided", "wrong-entry", term.From);
        else if (work.Close(term)) (term.State, term.EndReason) = ("ended", reason);
        else return;
        // A registered file without active category waits for its exit from the same day on (states.md 1.1).
        if (work.Child.State == "registered" && (await work.Open<CategoryTerm>()).TrueForAll(one => one.State != "active")) (work.Child.State, work.Child.ExitReason) = ("exit-review", "no-category");
    }
}
