namespace HuTong.Ui.Parts;

/// <summary>Two sides of one child, row by row: the file and the ledger. Shown by /Shared/_Compare.cshtml.</summary>
/// <param name="Caption">Says what is compared; may be read by screen readers only.</param>
/// <param name="Left">Head of the left column: 在册档案 QL-2019-0032.</param>
/// <param name="Right">Head of the right column: 名册第 17 行.</param>
public sealed record CompareTable(string Caption, string Left, string Right, IReadOnlyList<CompareRow> Rows);

/// <summary>One fact on both sides, already masked.</summary>
/// <param name="Differs">A blank cell is no difference and erases nothing.</param>
/// <param name="Note">The consequence in words: 重点困境不变，待遇不受影响.</param>
/// <param name="Field">Name of the radio pair when a side is chosen here; its values are left and right.</param>
/// <param name="TakesRight">Which side is chosen now.</param>
public sealed record CompareRow(string Name, string Left, string Right, bool Differs = false, string? Note = null, string? Field = null, bool TakesRight = false);

/// <summary>Which characters of two texts differ, so that 高梓睿 and 高梓瑞 show their one difference.</summary>
public static class Differing
{
    /// <summary>The text in pieces: what both share in front, the differing middle, what both share at the end.</summary>
    public static (string Before, string Middle, string After) Split(string text, string other)
    {
        var shorter = Math.Min(text.Length, other.Length);
        var front = 0;
        while (front < shorter && text[front] == other[front]) front++;
        var back = 0;
        while (back < shorter - front && text[^(back + 1)] == other[^(back + 1)]) back++;
        return (text[..front], text[front..^back], text[^back..]);
    }
}
