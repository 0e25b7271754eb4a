namespace HuTong.Children.Import;

/// <summary>Whether two words are one character apart.</summary>
public static class OneEdit
{
    /// <summary>One insertion, deletion, replacement or swap of neighbours. Equal words are not apart.</summary>
    public static bool Apart(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > right.Length) return Apart(right, left);
        if (right.Length - left.Length > 1) return false;
        var same = left.CommonPrefixLength(right);
        if (left.Length < right.Length) return left[same..].SequenceEqual(right[(same + 1)..]);
        if (same == left.Length) return false;
        if (left[(same + 1)..].SequenceEqual(right[(same + 1)..])) return true;
        return same + 1 < left.Length && left[same] == right[same + 1] && left[same + 1] == right[same] && left[(same + 2)..].SequenceEqual(right[(same + 2)..]);
    }

    /// <summary>One character replaced, or two neighbours swapped: for words of a fixed length.</summary>
    public static bool ApartInPlace(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Length == right.Length && Apart(left, right);
}
