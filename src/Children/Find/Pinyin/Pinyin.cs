using System.Runtime.CompilerServices;
using System.Text;

namespace HuTong.Children.Find;

/// <summary>A name as it is read: 张子轩 → zhangzixuan and zzx; ü is written v (吕 → lv).</summary>
/// <param name="FromEach">The reading from each of its syllables on, "zhangzixuan zixuan xuan": zixuan finds it, han does not. At most <see cref="Pinyin.LongestKeys"/> letters beyond the first.</param>
public readonly record struct PinyinReading(string Full, string Initials, string FromEach);

/// <summary>
/// How Chinese names are read, surnames first: 单 shan, 曾 zeng, 仇 qiu, 解 xie, 尉迟 yuchi. Source: pinyin-pro 3.29.4,
/// kept in readings.txt. A character without a reading is left out; Latin letters stay. About 0.1 µs a name.
/// </summary>
public static class Pinyin
{
    /// <summary>How many letters are kept for syllables after the first; an index takes no line without end.</summary>
    public const int LongestKeys = 120;

    private const int LongestReading = 6;
    private const char First = '〇';
    private const char Last = '\uFAFF';
    private static readonly Readings Table = Readings.Load();

    /// <summary>The full reading and the initials, lower case and without blanks; all empty when nothing can be read.</summary>
    public static PinyinReading Of(string name)
    {
        var capacity = name.Length * LongestReading;
        var written = new Writer(
            capacity <= 256 ? stackalloc char[capacity] : new char[capacity],
            name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length],
            name.Length <= 256 ? stackalloc int[name.Length] : new int[name.Length]);
        var inLatin = false;
        for (var at = Head(name, ref written); at < name.Length; at++)
        {
            var character = name[at];
            if (char.IsAsciiLetter(character))
            {
                written.Add(char.ToLowerInvariant(character), isFirst: !inLatin);
                inLatin = true;
                continue;
            }

            inLatin = false;
            if (ReadingAt(name, ref at) is { } reading) written.Add(reading);
        }

        return written.Reading();
    }

    private static int Head(string name, ref Writer written)
    {
        // A surname of two characters only when something follows: 尉迟 alone is as likely 尉 with the given name 迟.
        if (name.Length > 2 && Table.Compound(name.AsSpan(0, 2)) is { } two)
        {
            foreach (var reading in two) written.Add(reading);
            return 2;
        }

        if (name.Length == 0 || Table.Head(name[0]) is not { } one) return 0;
        written.Add(one);
        return 1;
    }

    private static string? ReadingAt(string name, ref int at)
    {
        var character = name[at];
        if (character is >= First and <= Last && !char.IsSurrogate(character)) return Table.Of(character);
        if (!char.IsHighSurrogate(character) || at + 1 >= name.Length) return null;
        return Rune.TryCreate(character, name[++at], out var rune) ? Table.Of(rune) : null;
    }

    /// <summary>Letters as they come, and where each syllable began.</summary>
    private ref struct Writer(Span<char> full, Span<char> initials, Span<int> starts)
    {
        private readonly Span<char> full = full;
        private readonly Span<char> initials = initials;
        private readonly Span<int> starts = starts;
        private int letters;
        private int syllables;

        public void Add(string reading)
        {
            Begin(reading[0]);
            reading.CopyTo(full[letters..]);
            letters += reading.Length;
        }

        public void Add(char letter, bool isFirst)
        {
            if (isFirst) Begin(letter);
            full[letters++] = letter;
        }

        private void Begin(char initial)
        {
            starts[syllables] = letters;
            initials[syllables++] = initial;
        }

        public readonly PinyinReading Reading()
        {
            var whole = new string(full[..letters]);
            return new PinyinReading(whole, new string(initials[..syllables]), syllables < 2 ? whole : FromEach(whole));
        }

        private readonly string FromEach(string whole)
        {
            var all = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]);
            all.AppendLiteral(whole);
            var left = LongestKeys;
            foreach (var start in starts[1..syllables])
            {
                if ((left -= letters - start + 1) < 0) break;
                all.AppendLiteral(" ");
                all.AppendFormatted(whole.AsSpan(start));
            }

            return all.ToStringAndClear();
        }
    }

    /// <summary>The committed table, read once: an array for the common characters, a dictionary for the rest.</summary>
    private sealed class Readings
    {
        private const string Resource = "HuTong.Children.Find.Pinyin.readings.txt";
        private readonly string?[] common = new string?[Last - First + 1];
        private readonly Dictionary<Rune, string> rare = [];
        private readonly Dictionary<char, string> heads = [];
        private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> compounds =
            new Dictionary<string, string[]>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        public string? Of(char character) => common[character - First];

        public string? Of(Rune rune) => rare.GetValueOrDefault(rune);

        public string? Head(char character) => heads.GetValueOrDefault(character);

        public string[]? Compound(ReadOnlySpan<char> surname) => compounds.TryGetValue(surname, out var found) ? found : null;

        public static Readings Load()
        {
            using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream(Resource)
                ?? throw new InvalidDataException("The pinyin table is not embedded.");
            using var lines = new StreamReader(stream, Encoding.UTF8);
            var table = new Readings();
            var surnames = false;
            while (lines.ReadLine() is { } line)
            {
                if (line.StartsWith('#')) surnames = true;
                else if (surnames) table.AddSurname(line);
                else table.AddReading(line);
            }

            return table;
        }

        private void AddReading(string line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var reading = line[..blank];
            foreach (var rune in line.AsSpan(blank + 1).EnumerateRunes())
            {
                if (rune.IsBmp) common[rune.Value - First] = reading;
                else rare[rune] = reading;
            }
        }

        private void AddSurname(string line)
        {
            var words = line.Split(' ');
            if (words[^1].Length == 1) heads[words[^1][0]] = words[0];
            else compounds[words[^1]] = words[..^1];
        }
    }
}
