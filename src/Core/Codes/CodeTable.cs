namespace HuTong.Core.Codes;

/// <summary>A line of a code table: the stored code, the official one written on export, and the words shown.</summary>
public sealed record Code(string Key, string Official, string Words);

/// <summary>A table of codes.md: codes are stored and never change; words are shown; official codes are accepted too.</summary>
public sealed class CodeTable
{
    private readonly Dictionary<string, Code> _byKey;
    private readonly Dictionary<string, Code> _byOfficial;

    private CodeTable(IReadOnlyList<Code> all)
    {
        All = all;
        _byKey = all.ToDictionary(code => code.Key, StringComparer.Ordinal);
        _byOfficial = all.Where(code => code.Official.Length > 0).DistinctBy(code => code.Official).ToDictionary(code => code.Official, StringComparer.Ordinal);
    }

    public IReadOnlyList<Code> All { get; }

    public bool Has(string? key) => key is not null && _byKey.ContainsKey(key);

    /// <summary>The words of a code; a dash for none, the code itself when the table does not know it (a retired local code).</summary>
    public string Words(string? key) => key is null or "" ? "—" : _byKey.TryGetValue(key, out var code) ? code.Words : key;

    public Code? ByOfficial(string official) => _byOfficial.GetValueOrDefault(official);

    /// <summary>Reads lines `code|official|words`; `unknown` and `refused` are added where people answer (codes.md rule 2).</summary>
    internal static CodeTable Of(string lines, bool asksPeople = false)
    {
        var codes = new List<Code>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cell = line.Split('|');
            codes.Add(new Code(cell[0], cell[1], cell[2]));
        }
        if (asksPeople)
            foreach (var (key, words) in new[] { ("unknown", "未采集"), ("refused", "不愿说") })
                if (codes.All(code => code.Key != key)) codes.Add(new Code(key, "", words));
        return new CodeTable(codes);
    }
}
