namespace HuTong.Children.Import;

/// <summary>Fields of a ledger (import.md 5). At most 64, for blocks keep them as bits.</summary>
public enum LedgerField
{
    None,
    Serial,
    Name,
    IdNumber,
    Birth,
    Sex,
    Age,
    Ethnicity,
    Registered,
    RegisteredCounty,
    RegisteredTown,
    RegisteredVillage,
    RegisteredGroup,
    Residence,
    County,
    Town,
    Village,
    Group,
    School,
    Grade,
    Category,
    Health,
    DisabilityKind,
    DisabilityGrade,
    DisabilityCertificate,
    FatherName,
    FatherId,
    FatherPhone,
    FatherCircumstance,
    FatherWorkPlace,
    MotherName,
    MotherId,
    MotherPhone,
    MotherCircumstance,
    MotherWorkPlace,
    GuardianName,
    GuardianRelation,
    GuardianPhone,
    GuardianId,
    Economy,
    Account,
    Bank,
    Amount,
    Standard,
    StartedOn,
    EndedOn,
    PayMonth,
    MonthsPaid,
    LineKind,
    PayeeName,
    PayeeRelation,
    PayeePhone,
    PayeeId,
    CareReason,
    GuardianshipGrade,
    HukouKind,
    RegisteredYesNo,
    Boarding,
    SchoolStage,
    ForeignNumber,
    Remark,
}

/// <summary>Whose a column is when it is not the child's.</summary>
public enum LedgerPerson
{
    None,
    Father,
    Mother,
    Guardian,
    Payee,

    /// <summary>儿童主任 or 督导员: nothing of theirs is read.</summary>
    Director,
}

/// <summary>Groups of fields that rules speak of together.</summary>
public static class LedgerFields
{
    private static readonly string[] People = ["Father", "Mother", "Guardian", "Payee"];

    private static readonly Dictionary<string, LedgerField> ByKey = Enum.GetValues<LedgerField>().ToDictionary(Key, StringComparer.Ordinal);

    public static int Count { get; } = Enum.GetValues<LedgerField>().Length;

    /// <summary>The name of import.md 5: idNumber, father.workPlace.</summary>
    public static string Key(this LedgerField field)
    {
        var name = field.ToString();
        foreach (var person in People)
            if (name.Length > person.Length && name.StartsWith(person, StringComparison.Ordinal) && char.IsUpper(name[person.Length])) return $"{Lower(person)}.{Lower(name[person.Length..])}";
        return Lower(name);
    }

    public static LedgerField FromKey(string key) =>
        ByKey.TryGetValue(key, out var field) ? field : throw new FormatException($"No field is called {key}.");

    public static ulong Bit(this LedgerField field) => 1UL << (int)field;

    public static LedgerPerson Person(this LedgerField field) => field switch
    {
        >= LedgerField.FatherName and <= LedgerField.FatherWorkPlace => LedgerPerson.Father,
        >= LedgerField.MotherName and <= LedgerField.MotherWorkPlace => LedgerPerson.Mother,
        >= LedgerField.GuardianName and <= LedgerField.GuardianId or LedgerField.CareReason or LedgerField.GuardianshipGrade => LedgerPerson.Guardian,
        >= LedgerField.PayeeName and <= LedgerField.PayeeId => LedgerPerson.Payee,
        _ => LedgerPerson.None,
    };

    /// <summary>Vertical merges give these their value in the first row only (import.md 3).</summary>
    public static bool IsOfOneRow(this LedgerField field) =>
        field is LedgerField.Name or LedgerField.IdNumber or LedgerField.Birth or LedgerField.Sex or LedgerField.Serial;

    public static bool IsResidence(this LedgerField field) =>
        field is LedgerField.Residence or LedgerField.County or LedgerField.Town or LedgerField.Village;

    public static bool IsRegistered(this LedgerField field) =>
        field is LedgerField.Registered or LedgerField.RegisteredCounty or LedgerField.RegisteredTown or LedgerField.RegisteredVillage;

    /// <summary>The marks of a payment ledger (import.md 9).</summary>
    public static bool IsPayment(this LedgerField field) => field is LedgerField.Amount or LedgerField.MonthsPaid or LedgerField.LineKind;

    /// <summary>Kept encrypted with the child as ledger facts, having no home of their own (import.md 9).</summary>
    public static bool IsLedgerFact(this LedgerField field) =>
        field is LedgerField.Economy or (>= LedgerField.Account and <= LedgerField.ForeignNumber);

    /// <summary>Facts of one payment line, not of the child.</summary>
    public static bool IsOfLine(this LedgerField field) =>
        field is LedgerField.Amount or LedgerField.PayMonth or LedgerField.MonthsPaid or LedgerField.LineKind;

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
