using System.Text;

namespace HuTong.Children.Import;

/// <summary>The encoding of a text ledger: a mark, else valid UTF-8, else GB18030 (import.md 3). Reads the file once, holds nothing.</summary>
public static class TextEncoding
{
    /// <summary>Null when it is none of them or holds NUL. The stream is left at its beginning.</summary>
    public static Encoding? Sniff(Stream file)
    {
        var head = new byte[4];
        file.Position = 0;
        var got = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        Encoding[] candidates = head.AsSpan(0, got) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => [Utf8],
            [0xFF, 0xFE, ..] => [new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)],
            [0xFE, 0xFF, ..] => [new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)],
            _ => [Utf8, Gb18030],
        };
        var found = candidates.FirstOrDefault(candidate => Fits(file, candidate));
        file.Position = 0;
        return found;
    }

    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("GB18030 is part of the framework.");

    private static bool Fits(Stream file, Encoding encoding)
    {
        file.Position = 0;
        var (bytes, chars, decoder) = (new byte[64 * 1024], new char[64 * 1024 + 16], encoding.GetDecoder());
        try
        {
            for (int got; (got = file.Read(bytes)) > 0;)
                if (chars.AsSpan(0, decoder.GetChars(bytes, 0, got, chars, 0, flush: false)).Contains('\0')) return false;
            decoder.GetChars([], 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
