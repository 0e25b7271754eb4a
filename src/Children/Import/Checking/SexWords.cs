using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>Words for sex in ledgers. Source: import.md 6.</summary>
internal static class SexWords
{
    /// <summary><see cref="Sex.Unknown"/> when the word is none of them.</summary>
    public static Sex Read(string text)
    {
        var word = string.Concat(CellText.Folded(text).Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return word switch
        {
            "男" or "男性" or "男孩" or "男童" or "1" or "1男" or "m" or "male" => Sex.Male,
            "女" or "女性" or "女孩" or "女童" or "2" or "2女" or "f" or "female" => Sex.Female,
            _ => Sex.Unknown,
        };
    }

    public static string? Says(Sex sex) => sex switch { Sex.Male => "男", Sex.Female => "女", _ => null };
}
