using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;

namespace HuTong.Children.Import;

/// <summary>
/// Decides what a row is against the register: the same child, the same with changes, another's, or probably known. The same rules
/// as within a file. Source: import.md 9.
/// </summary>
/// <param name="chosen">The file that a person took the row for, where several have its number or are as alike.</param>
public sealed class RegisterCompare(bool isCountyOrAbove, Guid? chosen = null)
{
    private const string Left = "left";

    /// <summary>Stands for sealed kinds, which are never shown or counted (security.md 4).</summary>
    internal const string Sealed = "sealed";

    private static readonly HashSet<string> Nothing = [];

    private static readonly HashSet<string> Active = new(StringComparer.Ordinal) { "lead", "to-verify", "registered", "exit-review" };

    /// <summary>Gives the row its code and its verdict; nothing when the register does not know the child.</summary>
    public void Compare(CheckedRow row, IEnumerable<RegisterChild> candidates)
    {
        var files = candidates.Where(child => Active.Contains(child.State) || child.State == Left).ToList();
        List<RegisterChild> numbered = row.IdNumber is null ? [] : [.. files.Where(child => child.IdNumber == row.IdNumber).OrderBy(child => child.State == Left).ThenBy(child => !FileStates.IsOnRegister(child.State))];
        var doubled = Doubled(numbered);
        var sameNumber = numbered.Find(child => child.ChildId == chosen) ?? numbered.FirstOrDefault();
        var found = sameNumber is null ? Probable(row, files)
            : doubled.Count > 0 && !doubled.Exists(child => child.ChildId == chosen) ? new RegisterVerdict("number-doubled", sameNumber.ChildId, []) : SameNumber(row, sameNumber);
        if (found is not { } verdict) return;
        row.Register = files.Find(child => child.ChildId == verdict.ChildId) is { IsInJurisdiction: true, State: not Left } file ? verdict with { Beyond = LedgerBeyond.Of(row, file.Told ?? Nothing) } : verdict;
        row.Give(verdict.Code, Says(verdict));
    }

    /// <summary>The files on the register, here, with one number, where they are more than one: none of them is taken by itself (REG-003).</summary>
    internal static List<RegisterChild> Doubled(IEnumerable<RegisterChild> numbered)
    {
        List<RegisterChild> here = [.. numbered.Where(child => child.IsInJurisdiction && FileStates.IsOnRegister(child.State))];
        return here.Count > 1 ? here : [];
    }

    private RegisterVerdict SameNumber(CheckedRow row, RegisterChild child)
    {
        if (!child.IsInJurisdiction) return Elsewhere(child);
        if (child.State == Left) return new RegisterVerdict("file-closed", child.ChildId, []);
        if (child.Name != row.Name) return new RegisterVerdict("id-name-conflict", child.ChildId, Changes(row, child));
        var changes = Changes(row, child);
        return new RegisterVerdict(changes.Count == 0 ? "unchanged" : "changes-proposed", child.ChildId, changes);
    }

    private RegisterVerdict? Probable(CheckedRow row, List<RegisterChild> files)
    {
        if (Likeness.Of(row) is not { } likeness) return null;
        var alike = files.OrderBy(child => child.State == Left).ThenBy(child => child.IdNumber is not null)
            .Where(child => child is { BornOn: { } born, RegionCode: { } region } && !IsDecidedAnother(row, child, born) && LikelySame.Are(likeness, new Likeness(child.Name, born, region, child.IdNumber is null, child.IsTwin))).ToList();
        if (alike.Count == 0) return null;
        if (!alike[0].IsInJurisdiction) return Elsewhere(alike[0]);
        if (alike[0].State == Left) return new RegisterVerdict("file-closed", alike[0].ChildId, []);
        List<RegisterChild> here = [.. alike.Where(child => child.IsInJurisdiction && child.State != Left)];
        var shown = here.Find(child => child.ChildId == chosen) ?? here[0];
        return new RegisterVerdict("probable-duplicate", shown.ChildId, Changes(row, shown)) { Alike = [.. here.Select(child => child.ChildId)] };
    }

    /// <summary>
    /// Two children may be alike in name and birth and still be two. A row without number that says just what both files say is one of them
    /// and never a third: a person says which.
    /// </summary>
    private static bool IsDecidedAnother(CheckedRow row, RegisterChild child, DateOnly born) =>
        child.NotTheSameAs?.Contains(Key(row)) == true && (row.IdNumber is not null || Key(child.Name, born) != Key(row));

    /// <summary>The mark under which "not the same" is remembered with the file.</summary>
    public static string Key(CheckedRow row) => Key(row.Name, row.BornOn);

    private static string Key(string name, DateOnly? born) => $"{name}|{born:yyyyMMdd}";

    private RegisterVerdict Elsewhere(RegisterChild child) => new(isCountyOrAbove ? "known-elsewhere" : "county-settles", child.ChildId, []);

    private static List<ProposedChange> Changes(CheckedRow row, RegisterChild child)
    {
        List<ProposedChange> changes = row.Name == child.Name ? [] : [new ProposedChange(LedgerField.Name.Key(), child.Name, row.Name)];   // one child under two names: a person says which is right
        var number = IdNumber.Parse(child.IdNumber, DateOnly.MaxValue, IdSubject.Child).Number;   // birth and sex against the file's own number are no change of the file
        if (row.BornOn is { } born && born != child.BornOn && !EnteredIdentity.Contradictions(number, born, Sex.Unknown).Any()) changes.Add(new ProposedChange("bornOn", child.BornOn?.ToString("yyyy-MM-dd"), $"{born:yyyy-MM-dd}"));
        if (row.Sex != Sex.Unknown && row.Sex != child.Sex && !EnteredIdentity.Contradictions(number, null, row.Sex).Any()) changes.Add(new ProposedChange("sex", SexWords.Says(child.Sex), SexWords.Says(row.Sex)!));
        if (row.RegionCode is { } region && region != child.RegionCode) changes.Add(new ProposedChange("regionCode", child.RegionCode, region));
        foreach (var code in row.Categories.Where(code => !child.Categories.Contains(code))) changes.Add(new ProposedChange("categories", null, code));
        if (row.SealedKinds.Any(kind => !child.Categories.Contains(Categories.Covers[kind]))) changes.Add(new ProposedChange("categories", null, Sealed));
        var along = Along(field => row[field], child, moves: row.RegionCode is not null && row.RegionCode != child.RegionCode);
        foreach (var field in Compared.Where(field => !along.Contains(field)))
            if (row[field] is { } value && child.Values.GetValueOrDefault(field) is var old && Canonical.Of(field, old) != Canonical.Of(field, value)) changes.Add(new ProposedChange(field.Key(), old, value));
        return changes;
    }

    /// <summary>What goes along with another person or another village, as one choice with it.</summary>
    internal static HashSet<LedgerField> Along(Func<LedgerField, string?> said, RegisterChild child, bool moves)
    {
        HashSet<LedgerField> along = [.. PersonFields.All.Where(fields => fields.IsAnother(said, child.Values.GetValueOrDefault)).SelectMany(fields => fields.Along)];
        if (moves) along.Add(LedgerField.Group);
        return along;
    }

    private static readonly LedgerField[] Compared =
    [
        .. Enum.GetValues<LedgerField>().Where(field => field is not (LedgerField.None or LedgerField.Serial or LedgerField.Age or LedgerField.Remark
            or LedgerField.Name or LedgerField.IdNumber or LedgerField.Birth or LedgerField.Sex or LedgerField.Category) && !field.IsResidence() && !field.IsOfLine()),
    ];

    private static string Says(RegisterVerdict verdict) => verdict.Code switch
    {
        "unchanged" => "已在册，内容没有变化。",
        "changes-proposed" => verdict.Changes.Count(change => change.New != Sealed) is var count and > 0 ? $"已在册，有 {count} 项内容不同，请逐项确认。" : "已在册，请核对。",
        "known-elsewhere" => "这名儿童已在其他辖区登记，由共同的上级处理。",
        "county-settles" => "这一行由县级核实处理。",
        "file-closed" => "这名儿童的档案已注销，如需恢复请由专人办理。",
        "number-doubled" => "在册有两份档案用了这个身份证号，请选是哪一份",
        "id-name-conflict" => "身份证号与在册儿童相同，但姓名不同，请核对。",
        _ => "与在册儿童很可能是同一人（其中一方没有身份证号），请核对。",
    };
}
