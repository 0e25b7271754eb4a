namespace HuTong.Core;

/// <summary>Why something was refused: a stable code for programs, Chinese words for people.</summary>
/// <param name="Code">Kebab-case reason code of rules.md, import.md or codes.md; never changes.</param>
/// <param name="Says">What to tell the user, in plain Chinese. Never holds a name, an ID number or a phone.</param>
/// <param name="Field">The input it is about, when it is about one.</param>
/// <param name="Source">The rule or law behind it (R-041, 未保法 22), when a user may ask.</param>
public sealed record Problem(string Code, string Says, string? Field = null, string? Source = null);
