namespace HuTong.Core.Codes;

/// <summary>A line of a code table: the stored code, the official one written on export, and the words shown.</summary>
/// <param name="Marks">What the table says beyond the words, as its class explains; mostly empty.</param>
public sealed record Code(string Key, string Official, string Words, string Marks = "");

/// <summary>A table of codes.md: codes are stored and never change; words are shown; official codes are accepted too.</summary>
public sealed class CodeTable
{
    private readonly Dictionary<string, Code> _byKey;
    private readonly Dictionary<string, Code> _byOfficial;
    private readonly Dictionary<string, Code> _byWords;

    private CodeTable(IReadOnlyList<Code> all)
    {
        All = all;
        _byKey = all.ToDictionary(code => code.Key, StringComparer.Ordinal);
        _byOfficial = all.Where(code => code.Official.Length > 0).DistinctBy(code => code.Official).ToDictionary(code => code.Official, StringComparer.Ordinal);
        _byWords = all.DistinctBy(code => code.Words).ToDictionary(code => code.Words, StringComparer.Ordinal);
    }

    public IReadOnlyList<Code> All { get; }

    public bool Has(string? key) => key is not null && _byKey.ContainsKey(key);

    public Code? Find(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>The words of a code; a dash for none; a code of another installation is named as such, never shown as itself.</summary>
    public string Words(string? key) => key is null or "" ? "—" : Find(key)?.Words ?? "未列入的选项";

    public Code? ByOfficial(string official) => _byOfficial.GetValueOrDefault(official);

    /// <summary>Reads a code, an official number or the words, as others write them; null when it is none of these.</summary>
    public string? Read(string? text) =>
        text?.Trim() is not { Length: > 0 } word ? null : (Find(word) ?? _byWords.GetValueOrDefault(word) ?? ByOfficial(word))?.Key;

    /// <summary>Reads lines `code|official|words` and, where a table needs them, marks; `unknown` and `refused` are added where people answer (codes.md rule 2).</summary>
    internal static CodeTable Of(string lines, bool asksPeople = false)
    {
        var codes = new List<Code>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cell = line.Split('|');
            codes.Add(new Code(cell[0], cell[1], cell[2], cell.Length > 3 ? cell[3] : ""));
        }
        if (asksPeople)
            foreach (var (key, words) in new[] { ("unknown", "未采集"), ("refused", "不愿说") })
                if (codes.All(code => code.Key != key)) codes.Add(new Code(key, "", words));
        return new CodeTable(codes);
    }
}
