using System.Text;

namespace HuTong.Walls;

/// <summary>
/// Takes the code out of a Razor page, near enough for guards that read its words: directives, comments, code blocks,
/// expressions and the heads and braces of @if, @foreach and their like go; markup stays.
/// </summary>
public static class RazorText
{
    private static readonly string[] LineDirectives =
        ["page", "model", "using", "inject", "namespace", "addTagHelper", "removeTagHelper", "tagHelperPrefix", "implements", "inherits", "attribute", "layout", "typeparam"];

    private static readonly string[] Blocks = ["if", "foreach", "for", "while", "switch", "using", "lock", "else"];

    public static string WithoutCode(string text) => new Reader(text).Read();

    private sealed class Reader(string text)
    {
        private readonly StringBuilder output = new();
        private int at;

        public string Read()
        {
            Markup(insideBlock: false);
            return output.ToString();
        }

        /// <summary>Markup, until the end or, inside a block of code that holds markup, until its closing brace.</summary>
        private void Markup(bool insideBlock)
        {
            while (at < text.Length)
            {
                if (insideBlock && text[at] == '}') { at++; return; }
                if (text[at] == '@') At();
                else if (insideBlock && !InMarkup()) Statement();
                else Copy();
            }
        }

        // Inside a block, a line that starts with a tag is markup up to the end of that line or element; anything else is code.
        private bool InMarkup() => text[at] == '<' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!');

        private void Copy()
        {
            if (!InMarkup()) { output.Append(text[at++]); return; }
            CopyElement();
        }

        private void CopyElement()
        {
            var depth = 0;
            do
            {
                if (text[at] == '@') { At(); continue; }
                if (InMarkup())
                {
                    var closing = text[at + 1] == '/';
                    var selfClosed = CopyTag(out var name);
                    if (closing) depth--;
                    else if (!selfClosed && !IsVoid(name)) depth++;
                    continue;
                }
                output.Append(text[at++]);
            }
            while (at < text.Length && depth > 0);
        }

        private static bool IsVoid(string name) => name is "input" or "br" or "hr" or "meta" or "link" or "img" or "col" or "wbr" or "!doctype" or "partial";

        private bool CopyTag(out string name)
        {
            var start = at + (text[at + 1] == '/' ? 2 : 1);
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('>' or '/')) end++;
            name = text[start..end].ToLowerInvariant();
            var quote = '\0';
            while (at < text.Length)
            {
                var letter = text[at];
                if (letter == '@') { At(); continue; }
                output.Append(letter);
                at++;
                if (quote != '\0') { if (letter == quote) quote = '\0'; }
                else if (letter is '"' or '\'') quote = letter;
                else if (letter == '>') return at >= 2 && text[at - 2] == '/';
            }
            return true;
        }

        private void At()
        {
            at++;
            if (at >= text.Length) return;
            if (text[at] == '@') { output.Append('@'); at++; }
            else if (text[at] == '*') Skip(text.IndexOf("*@", at, StringComparison.Ordinal), 2);
            else if (text[at] == '{') { at++; Markup(insideBlock: true); }
            else if (text[at] == '(') Balanced('(', ')');
            else if (text[at] == ':') at++;
            else Word();
        }

        private void Word()
        {
            var word = ReadName();
            if (LineDirectives.Contains(word) && !(word == "using" && NextIs('('))) Skip(text.IndexOf('\n', at), 0);
            else if (word is "functions" or "code") { ToBrace(); Balanced('{', '}'); }
            else if (word == "section") { ToBrace(); at++; Markup(insideBlock: true); }
            else if (Blocks.Contains(word)) BlockHead();
            else Expression();
        }

        /// <summary>"(…) {" and then markup, followed perhaps by "else …".</summary>
        private void BlockHead()
        {
            ToBrace();
            at++;
            Markup(insideBlock: true);
            var mark = at;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (string.CompareOrdinal(text, at, "else", 0, 4) == 0) { at += 4; BlockHead(); }
            else at = mark;
        }

        /// <summary>A statement of code inside a block: up to its semicolon, or a nested block whose inside may hold markup again.</summary>
        private void Statement()
        {
            if (char.IsWhiteSpace(text[at])) { output.Append(text[at++]); return; }
            while (at < text.Length && text[at] is not (';' or '{' or '}'))
            {
                if (text[at] == '(') Balanced('(', ')');
                else if (text[at] == '"') SkipString();
                else at++;
            }
            if (at >= text.Length || text[at] == '}') return;
            if (text[at++] == '{') Markup(insideBlock: true);
        }

        private void Expression()
        {
            while (at < text.Length)
            {
                if (text[at] == '(') Balanced('(', ')');
                else if (text[at] == '[') Balanced('[', ']');
                else if (text[at] is '.' or '?' or '!' && at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] is '.' or '[')) { at++; ReadName(); }
                else return;
            }
        }

        private string ReadName()
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
            return text[start..at];
        }

        private bool NextIs(char letter) => text.AsSpan(at).TrimStart() is [var first, ..] && first == letter;

        private void ToBrace()
        {
            while (at < text.Length && text[at] != '{')
                if (text[at] == '(') Balanced('(', ')');
                else at++;
        }

        private void Balanced(char open, char close)
        {
            var depth = 0;
            while (at < text.Length)
            {
                if (text[at] == '"') { SkipString(); continue; }
                if (text[at] == open) depth++;
                else if (text[at] == close) depth--;
                at++;
                if (depth == 0) return;
            }
        }

        private void SkipString()
        {
            at++;
            while (at < text.Length && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
            at = Math.Min(text.Length, at + 1);
        }

        private void Skip(int end, int more) => at = end < 0 ? text.Length : end + more;
    }
}
