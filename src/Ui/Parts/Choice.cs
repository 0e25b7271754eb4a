namespace HuTong.Ui.Parts;

/// <summary>One choice of a select, or a tile.</summary>
/// <param name="Value">What is sent: a code.</param>
/// <param name="Words">What people read.</param>
/// <param name="Note">A smaller second line on a tile.</param>
public sealed record Choice(string Value, string Words, string? Note = null);
