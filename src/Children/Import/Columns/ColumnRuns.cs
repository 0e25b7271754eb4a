namespace HuTong.Children.Import;

/// <summary>
/// Decides headings that name no person by where they stand: right after columns of a person they are that person's. The same
/// field twice: the first column wins. Source: import.md 4 ("The same field twice"), 5 (儿童主任).
/// </summary>
internal sealed class ColumnRuns
{
    private readonly HashSet<LedgerField> taken = [];
    private readonly List<ColumnMeaning> columns = [];
    private readonly bool hasSeveralPhones;
    private LedgerPerson run;

    private ColumnRuns(List<ColumnDraft> drafts)
    {
        var bare = drafts.Count(draft => draft.Over == LedgerGroup.None && HeadingWords.IsBarePhone(draft.Own.Normal));
        hasSeveralPhones = bare >= 2 || drafts.Any(draft => draft.Field == LedgerField.GuardianPhone && !(draft.Over == LedgerGroup.None && HeadingWords.IsBarePhone(draft.Own.Normal)));
    }

    public static ColumnMap Resolve(List<ColumnDraft> drafts, string layout)
    {
        var runs = new ColumnRuns(drafts);
        var last = -1;
        foreach (var draft in drafts.OrderBy(draft => draft.Column))
        {
            if (draft.Column != last + 1) runs.run = LedgerPerson.None;   // a column without heading ends a run
            last = draft.Column;
            runs.Place(draft);
        }

        return new ColumnMap(layout, runs.columns);
    }

    private void Place(ColumnDraft draft)
    {
        var word = draft.Own.Normal;
        if (draft.Kind is ColumnKind.Sealed or ColumnKind.Tick or ColumnKind.GradeTick) Keep(draft, GroupWords.PersonOf(draft.Over));
        else if (draft.Over != LedgerGroup.None) Take(draft, draft.Field, GroupWords.PersonOf(draft.Over));
        else if (draft.Own.Person == LedgerPerson.Director) Leave(draft, LedgerPerson.Director);
        else if (run == LedgerPerson.Director && (HeadingWords.IsBarePhone(word) || HeadingWords.IsBareId(word))) Leave(draft, run);
        else if (HeadingWords.IsBarePhone(word)) Phone(draft);
        else if (HeadingWords.IsBareId(word)) Id(draft);
        else if (HeadingWords.IsRelation(word)) Relation(draft);
        else if ((HeadingWords.IsBareBirth(word) || HeadingWords.IsBareSex(word)) && taken.Contains(draft.Field) && IsPersonal) Leave(draft, run);
        else if (draft.Kind == ColumnKind.Field) Take(draft, draft.Field, draft.Field.Person());
        else Leave(draft, draft.Own.Person);
    }

    private bool IsPersonal => run is LedgerPerson.Father or LedgerPerson.Mother or LedgerPerson.Guardian or LedgerPerson.Payee;

    private void Phone(ColumnDraft draft)
    {
        if (IsPersonal && (hasSeveralPhones || taken.Contains(LedgerField.GuardianPhone))) Take(draft, Of(run, "Phone"), run);
        else Take(draft, LedgerField.GuardianPhone, LedgerPerson.Guardian);
    }

    private void Id(ColumnDraft draft)
    {
        if (IsPersonal && taken.Contains(LedgerField.IdNumber)) Take(draft, Of(run, "Id"), run);
        else Take(draft, LedgerField.IdNumber, LedgerPerson.None);
    }

    private void Relation(ColumnDraft draft)
    {
        if (run == LedgerPerson.Payee) Take(draft, LedgerField.PayeeRelation, run);
        else if (IsPersonal && taken.Contains(LedgerField.GuardianRelation)) Leave(draft, run);
        else Take(draft, LedgerField.GuardianRelation, LedgerPerson.Guardian);
    }

    private void Take(ColumnDraft draft, LedgerField field, LedgerPerson next)
    {
        if (field == LedgerField.None || !taken.Add(field))
        {
            Leave(draft, next);
            return;
        }

        columns.Add(new ColumnMeaning(draft.Column, draft.Text, ColumnKind.Field, field));
        run = next;
    }

    private void Keep(ColumnDraft draft, LedgerPerson next)
    {
        columns.Add(new ColumnMeaning(draft.Column, draft.Text, draft.Kind, draft.Field, draft.Code));
        run = next;
    }

    private void Leave(ColumnDraft draft, LedgerPerson next)
    {
        columns.Add(new ColumnMeaning(draft.Column, draft.Text, ColumnKind.Unmapped));
        run = next;
    }

    private static LedgerField Of(LedgerPerson person, string part) => Enum.Parse<LedgerField>(person + part);
}
