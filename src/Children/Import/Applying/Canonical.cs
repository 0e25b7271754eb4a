using HuTong.Core.Codes;

namespace HuTong.Children.Import;

/// <summary>One form for what ledgers write in many: the code where the file has one, else the text itself. 汉 and 汉族 are no difference.</summary>
internal static class Canonical
{
    public static string? Of(LedgerField field, string? text) => text is null ? null : CodeOf(field, text) ?? text;

    /// <summary>The code under which the file keeps it; null when the words fit none.</summary>
    public static string? CodeOf(LedgerField field, string? text) => text is null ? null : field switch
    {
        LedgerField.Ethnicity => PersonCodes.Ethnicity.Read(text) ?? PersonCodes.Ethnicity.Read(text + "族"),
        LedgerField.Health => PersonCodes.Health.Read(text),
        LedgerField.DisabilityKind => PersonCodes.DisabilityKinds.Read(text) ?? PersonCodes.DisabilityKinds.Read(text.Replace("残疾", "", StringComparison.Ordinal)),
        LedgerField.DisabilityGrade => PersonCodes.DisabilityGrades.Read(text) ?? PersonCodes.DisabilityGrades.Read(text.Replace("级", "", StringComparison.Ordinal)),
        LedgerField.GuardianRelation or LedgerField.PayeeRelation => PersonCodes.Relations.Find(text)?.Key,
        LedgerField.FatherCircumstance or LedgerField.MotherCircumstance => LivingCodes.ParentCircumstances.Find(text)?.Key,
        _ => null,
    };
}
