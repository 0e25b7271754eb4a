using System.Text;

namespace HuTong.Walls;

/// <summary>
/// Blanks comments, and literals if asked, of C# text so that guards may search words and count braces. It knows line and block
/// comments, plain, verbatim, raw and interpolated strings (code inside holes stays code) and characters; not preprocessor branches.
/// </summary>
public static class CSharpMask
{
    public static string Apply(string text, bool alsoStrings)
    {
        var output = new StringBuilder(text);
        Code(text, 0, output, alsoStrings, stopAtBrace: false);
        return output.ToString();
    }

    /// <returns>The index after the code: the end, or the closing brace of a hole.</returns>
    private static int Code(string text, int at, StringBuilder output, bool alsoStrings, bool stopAtBrace)
    {
        var depth = 0;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '/' when Starts(text, at, "//"):
                    at = Blank(output, at, EndOf(text, at, "\n", including: false));
                    break;
                case '/' when Starts(text, at, "/*"):
                    at = Blank(output, at, EndOf(text, at + 2, "*/", including: true));
                    break;
                case '\'':
                    at = Character(text, at, output, alsoStrings);
                    break;
                case '"' or '$' or '@' when StringStart(text, at) is { } start:
                    at = Literal(text, at, start, output, alsoStrings);
                    break;
                case '{':
                    depth++;
                    at++;
                    break;
                case '}' when stopAtBrace && depth == 0:
                    return at;
                case '}':
                    depth--;
                    at++;
                    break;
                default:
                    at++;
                    break;
            }
        }
        return at;
    }

    private sealed record Opening(int Length, int Dollars, bool Verbatim, int Quotes);

    private static Opening? StringStart(string text, int at)
    {
        var index = at;
        int dollars = 0;
        var verbatim = false;
        for (; index < text.Length && text[index] is '$' or '@'; index++)
        {
            if (text[index] == '$') dollars++;
            else verbatim = true;
        }
        var quotes = 0;
        while (index + quotes < text.Length && text[index + quotes] == '"') quotes++;
        if (quotes == 0) return null;
        var isRaw = quotes >= 3 && !verbatim;
        return new Opening(index - at + (isRaw ? quotes : 1), dollars, verbatim, isRaw ? quotes : 1);
    }

    private static int Literal(string text, int from, Opening opening, StringBuilder output, bool alsoStrings)
    {
        var at = from + opening.Length;
        var close = new string('"', opening.Quotes);
        var isRaw = opening.Quotes >= 3;
        var braces = isRaw ? Math.Max(1, opening.Dollars) : 1;
        var blankFrom = from;
        while (at < text.Length)
        {
            if (!isRaw && !opening.Verbatim && text[at] == '\\') { at += 2; continue; }
            if (opening.Verbatim && Starts(text, at, "\"\"")) { at += 2; continue; }
            if (Starts(text, at, close))
            {
                at += close.Length;
                break;
            }
            if (opening.Dollars == 0 || text[at] != '{') { at++; continue; }

            var run = 0;
            while (at + run < text.Length && text[at + run] == '{') run++;
            var opens = isRaw ? run >= braces : run % 2 == 1;
            at += run;
            if (!opens) continue;
            if (alsoStrings) Blank(output, blankFrom, at);
            at = Code(text, at, output, alsoStrings, stopAtBrace: true);
            blankFrom = at;
            at = Math.Min(text.Length, at + braces);
        }
        at = Math.Min(at, text.Length);
        if (alsoStrings) Blank(output, blankFrom, at);
        return at;
    }

    private static int Character(string text, int at, StringBuilder output, bool alsoStrings)
    {
        var end = at + 1;
        while (end < text.Length && text[end] is not ('\'' or '\n')) end += text[end] == '\\' ? 2 : 1;
        end = Math.Min(text.Length, end + 1);
        return alsoStrings ? Blank(output, at, end) : end;
    }

    private static int Blank(StringBuilder output, int from, int to)
    {
        for (var index = from; index < to; index++)
            if (output[index] != '\n') output[index] = ' ';
        return to;
    }

    private static bool Starts(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int EndOf(string text, int at, string what, bool including)
    {
        var found = text.IndexOf(what, Math.Min(at, text.Length), StringComparison.Ordinal);
        return found < 0 ? text.Length : found + (including ? what.Length : 0);
    }
}
