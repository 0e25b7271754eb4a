using System.Text.RegularExpressions;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Places;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;

namespace HuTong.Children.Import;

/// <summary>What people read for outcomes, states, codes and fields of a ledger. Numbers are masked here, never by a page.</summary>
public static partial class ImportWords
{
    /// <summary>The four outcomes in the order and words of look.md 4.</summary>
    public static readonly IReadOnlyList<(string Key, string Words, StatusKind Kind)> Outcomes =
    [
        ("accepted", "接受", StatusKind.Done), ("fixed", "整理后接受", StatusKind.Done), ("needs-person", "待人工核对", StatusKind.Soon), ("rejected", "退回", StatusKind.Over),
    ];

    /// <summary>Code → short words, for filters; sealed facts leave no trace in lists and counts (security.md 4), so their code has none.</summary>
    private static readonly Dictionary<string, string> CodeWords = WordTable.Read("reasons").ToDictionary(row => row.Code, row => string.Join('、', row.Words), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> FieldWords = WordTable.Read("ledger-fields").ToDictionary(row => row.Code, row => string.Join('、', row.Words), StringComparer.Ordinal);

    private static readonly HashSet<string> PlaceCodes = new(StringComparer.Ordinal)
    {
        "village-missing", "village-ambiguous", "village-near", "village-other-town", "county-missing", "town-ambiguous", "town-conflict", "outside-region",
    };

    public static string Outcome(string key) => Outcomes.FirstOrDefault(one => one.Key == key).Words ?? key;

    public static StatusKind Kind(string key) => Outcomes.FirstOrDefault(one => one.Key == key).Kind;

    /// <summary>Codes that may be a filter.</summary>
    public static bool IsShown(string code) => CodeWords.ContainsKey(code);

    public static string Code(string code) => CodeWords.GetValueOrDefault(code, "其他原因");

    /// <summary>Words of a ledger's field by its key; the key of a proposal too.</summary>
    public static string Field(string key) => FieldWords.GetValueOrDefault(key, key);

    /// <summary>The choices for a column: every field, in reading order.</summary>
    public static IReadOnlyList<Choice> Fields { get; } = [.. Enum.GetValues<LedgerField>().Where(field => field != LedgerField.None).Select(field => new Choice(field.Key(), Field(field.Key())))];

    public static bool IsAboutPlace(string code) => PlaceCodes.Contains(code);

    /// <summary>uploaded … undone in words, with the shape that goes before it.</summary>
    public static (StatusKind Kind, string Words) State(string state) => state switch
    {
        BatchStates.Uploaded or BatchStates.Mapped => (StatusKind.Wait, "正在核对"),
        BatchStates.Checked => (StatusKind.Soon, "试运行完，还没写入"),
        BatchStates.Applied => (StatusKind.Done, "已写入"),
        BatchStates.Closed => (StatusKind.Done, "已写入，都定完了"),
        BatchStates.Cancelled => (StatusKind.Stop, "已取消"),
        BatchStates.Undone => (StatusKind.Stop, "已撤回"),
        BatchStates.Refused => (StatusKind.Over, "读不了"),
        _ => (StatusKind.Todo, state),
    };

    /// <summary>What to do about a row that is not taken as it is.</summary>
    public static string ToDo(string outcome, IReadOnlyList<string> codes) => outcome switch
    {
        "rejected" => "在文件里改好再导",
        "needs-person" when codes.Contains("county-settles") => "等县里",
        "needs-person" when codes.Contains("known-elsewhere") => "等上级",
        "needs-person" when codes.Any(IsAboutPlace) => "选村",
        "needs-person" when codes.Contains("changes-proposed") => "看变动",
        "needs-person" => "去核对",
        _ => "",
    };

    /// <summary>Free words of a ledger: a phone or ID number in them is shown by its ends only.</summary>
    public static string Masked(string words) => LongNumber().Replace(words, match => Masks.Id(match.Value));

    [GeneratedRegex(@"[0-9０-９]{10,}[0-9０-９xXＸ]")]
    private static partial Regex LongNumber();

    /// <summary>A value of a field as a page shows it: codes in words, numbers masked.</summary>
    public static string Value(string field, string? value, RegionTree places) => value is null ? "" : field switch
    {
        "idNumber" or "father.id" or "mother.id" or "guardian.id" or "payee.id" or "disabilityCertificate" or "foreignNumber" => Masks.Id(value),
        "guardian.phone" or "father.phone" or "mother.phone" or "payee.phone" => Masks.Phone(value),
        "account" => Masks.Account(value),
        "categories" => Categories.Find(value)?.Words ?? value,
        "regionCode" => Place(value, places),
        "bornOn" or "startedOn" => DateOnly.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var day) ? Show.Date(day) : value,
        "guardian.relation" or "payee.relation" => PersonCodes.Relations.Find(value)?.Words ?? value,
        "father.circumstance" or "mother.circumstance" => LivingCodes.ParentCircumstances.Find(value)?.Words ?? value,
        "sex" => value switch { "male" => "男", "female" => "女", "unknown" => "", _ => value },
        "ethnicity" => PersonCodes.Ethnicity.Find(value)?.Words ?? value,
        "health" => PersonCodes.Health.Find(value)?.Words ?? value,
        "disabilityKind" => PersonCodes.DisabilityKinds.Find(value)?.Words ?? value,
        "guardianshipGrade" => LivingCodes.GuardianshipGrades.Find(value)?.Words ?? value,
        "careReason" => LivingCodes.CareReasons.Find(value)?.Words ?? value,
        "hukouKind" => PersonCodes.HukouKinds.Find(value)?.Words ?? value,
        "disabilityGrade" => PersonCodes.DisabilityGrades.Find(value)?.Words ?? value,
        _ => value,
    };

    public static string Place(string? region, RegionTree places) => region is null ? "" : places.NameOf(region) is null ? "" : places.ShortName(region, RegionLevel.Township);
}
