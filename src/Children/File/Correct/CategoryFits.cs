using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Ui.Words;

namespace HuTong.Children.Files;

/// <summary>May a category begin beside what the file holds? One rule for the form and for a ledger's changes.</summary>
internal static class CategoryFits
{
    /// <summary>
    /// What stands against a category from a day on: another term that excludes it, or is the same, on that or any later day, or the
    /// child's age. What is only proposed holds the place, too: of two proposals that exclude each other the second would be stuck.
    /// Source, states.md 2.
    /// </summary>
    /// <param name="terms">All of the child's terms; refused and voided ones never held.</param>
    /// <returns>Null when it fits.</returns>
    public static Problem? Against(string code, DateOnly from, DateOnly? bornOn, IEnumerable<CategoryTerm> terms)
    {
        var asked = new CategorySpan(code, from, null);
        foreach (var term in terms.Where(term => term.State is TermStates.Active or TermStates.Proposed or TermStates.Ended).OrderBy(term => term.To is not null))
            if (ExclusiveCategories.Among([asked, new CategorySpan(term.Code, term.From, term.To)]) is [var problem]) return term.Code == code ? Held(term) : problem with { Says = Says(code, term) };

        if (bornOn is { } born && Categories.Find(code) is { } category && Ages.On(born, from) >= category.AgeEnd)
            return new Problem("category-age", $"“{Categories.Words(code)}”只到 {category.AgeEnd} 岁，孩子那天已经 {Ages.On(born, from)} 岁。", Source: "R-003");
        return null;
    }

    private static Problem Held(CategoryTerm term) => new("category-held", term.To is null ? "这个类别已经有了，不用再加。" : $"这个类别{Days(term)}已经登记过，日子不能重叠。", Source: "states.md 2");

    private static string Says(string code, CategoryTerm term)
    {
        var (one, other) = (Categories.Words(code), Categories.Words(term.Code));
        if (term.To is not null) return $"“{one}”和{Days(term)}的“{other}”不能同时有，开始的日子要在它结束以后。";
        return term.State == TermStates.Proposed ? $"“{one}”和等核定的“{other}”不能同时有。请先定那一个。" : $"“{one}”和已有的“{other}”不能同时有。请先结束那一个。";
    }

    private static string Days(CategoryTerm term) => $" {Show.Date(term.From)}至{Show.Date(term.To!.Value)} ";
}
