namespace HuTong.Core.Codes;

/// <summary>One category of the tree: its bit in lists, its group, and the age at which it ends.</summary>
/// <param name="Bit">Number of its bit in <c>RegisterLine.CategoryBits</c>; never reused.</param>
/// <param name="Words">What lists and papers say; a prisoner's child is shown as its group .</param>
/// <param name="Group">The node above: own-, family-, guardianship-difficulty, orphan, attention, in-difficulty, migrant; empty at the top.</param>
/// <param name="AgeEnd">16 or 18: the term ends on that birthday (codes.md 5).</param>
/// <param name="FileWords">What the file alone may say.</param>
public sealed record Category(string Code, int Bit, string Words, string Group, int AgeEnd, string FileWords)
{
    public long Mask => 1L << Bit;

    /// <summary>Has its own money class: a proposed term is confirmed by the county (states.md 2).</summary>
    public bool IsAllowance => Code is Categories.OrphanCommunity or Categories.OrphanInstitution or Categories.DeFactoUnattended or Categories.KeyDifficulty;

    /// <summary>A mark that asks for attention and is no difficulty by itself.</summary>
    public bool IsAttention => Group == Categories.Attention;
}
