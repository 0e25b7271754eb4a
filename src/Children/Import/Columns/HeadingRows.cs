namespace HuTong.Children.Import;

/// <param name="Rows">1, or 2 when the row below belongs to the heading.</param>
public sealed record HeadingMatch(ColumnMap Map, int Rows);

/// <summary>
/// One column on the way to its meaning. <paramref name="Field"/>, tick and sealed kind are what its own words and its group give;
/// neighbours are looked at afterwards.
/// </summary>
/// <param name="Over">The group above; <see cref="LedgerGroup.None"/> when the heading stands alone and neighbours may claim it.</param>
internal sealed record ColumnDraft(int Column, string Text, Heading Own, LedgerGroup Over, LedgerField Field, ColumnKind Kind, string? Code);

/// <summary>Tells heading rows from all others, one row or two. Source: import.md 4.</summary>
internal static class HeadingRows
{
    private const int FewestFields = 3;
    private const int FewestJoined = 2;

    /// <param name="upper">Cleaned text of the row's own cells; covered and carried cells are empty.</param>
    /// <param name="lower">The row right below it, if there is one.</param>
    public static HeadingMatch? Find(string[] upper, string[]? lower)
    {
        if (upper.Any(Headings.IsNumberLike)) return null;
        Heading[] over = [.. upper.Select(Headings.Read)];
        if (lower is not null && over.Any(heading => heading.Group != LedgerGroup.None) && !lower.Any(Headings.IsNumberLike) && Pair(upper, over, lower) is { } pair)
            return new HeadingMatch(pair, 2);

        var drafts = over.Select((heading, column) => Alone(column, upper[column], heading)).Where(draft => !draft.Own.IsBlank).ToList();
        return IsHeading(drafts) ? new HeadingMatch(ColumnRuns.Resolve(drafts, ColumnMap.LayoutOf(upper)), 1) : null;
    }

    private static bool IsHeading(List<ColumnDraft> drafts)
    {
        var fields = drafts.Where(draft => draft.Kind != ColumnKind.Unmapped)
            .Select(draft => draft.Field == LedgerField.None ? LedgerField.Category : draft.Field).ToHashSet();
        return fields.Count >= FewestFields && fields.Contains(LedgerField.Name);
    }

    private static ColumnMap? Pair(string[] upper, Heading[] over, string[] lower)
    {
        List<ColumnDraft> drafts = [];
        var (joined, left, leftText) = (0, Heading.Blank, "");
        for (var column = 0; column < Math.Max(upper.Length, lower.Length); column++)
        {
            var (above, text) = column < upper.Length ? (over[column], upper[column]) : (Heading.Blank, "");
            if (!above.IsBlank) (left, leftText) = (above, text);
            var below = column < lower.Length ? Headings.Read(lower[column]) : Heading.Blank;
            if (above.IsBlank && below.IsBlank) continue;

            var draft = Join(column, (above, text), (left, leftText), (below, column < lower.Length ? lower[column] : ""));
            if (!below.IsBlank && draft.Over != LedgerGroup.None && draft.Kind != ColumnKind.Unmapped) joined++;
            drafts.Add(draft);
        }

        if (joined < FewestJoined || !IsHeading(drafts) || !NameFits(drafts, over, lower)) return null;
        return ColumnRuns.Resolve(drafts, ColumnMap.LayoutOf(drafts.Select(draft => $"{draft.Column}{draft.Text}")));
    }

    /// <summary>Below the name stands nothing or a heading; or the name itself stands below, under the child or under nothing.</summary>
    private static bool NameFits(List<ColumnDraft> drafts, Heading[] over, string[] lower)
    {
        var name = drafts.First(draft => draft.Field == LedgerField.Name);
        if (name.Over is not (LedgerGroup.None or LedgerGroup.Child)) return false;
        var isAbove = name.Column < over.Length && over[name.Column].Field == LedgerField.Name;
        return !isAbove || name.Column >= lower.Length || lower[name.Column].Length == 0 || Headings.Read(lower[name.Column]).Gives;
    }

    private static ColumnDraft Join(int column, (Heading Head, string Text) above, (Heading Head, string Text) left, (Heading Head, string Text) below)
    {
        if (below.Head.IsBlank) return Alone(column, above.Text, above.Head);
        var over = above.Head.IsBlank ? left : above;
        var text = over.Text.Length > 0 && (over.Head.Group != LedgerGroup.None || !above.Head.IsBlank) ? $"{over.Text}/{below.Text}" : below.Text;
        var person = GroupWords.PersonOf(over.Head.Group);
        if ((below.Head.Sealed ?? over.Head.Sealed) is { } kind)
        {
            var isOfAdult = SealedHeading.IsOfAdult(below.Head.Normal, person) || SealedHeading.IsOfAdult(over.Head.Normal, person);
            return new ColumnDraft(column, text, below.Head, over.Head.Group, LedgerField.None, ColumnKind.Sealed, isOfAdult ? null : kind);
        }

        if (over.Head.Group != LedgerGroup.None) return Under(column, text, over.Head, below.Head);
        if (below.Head.Gives || above.Head.IsBlank) return Alone(column, below.Text, below.Head);
        return Alone(column, text, above.Head);
    }

    private static ColumnDraft Under(int column, string text, Heading over, Heading own)
    {
        var group = over.Group;
        ColumnDraft Draft(ColumnKind kind, LedgerField field = LedgerField.None, string? code = null) => new(column, text, own, group, field, kind, code);

        if (group == LedgerGroup.Director || own.Group == LedgerGroup.Director) return Draft(ColumnKind.Unmapped);
        if (group == LedgerGroup.Grade) return Draft(ColumnKind.GradeTick, LedgerField.GuardianshipGrade, own.Normal);

        var person = GroupWords.PersonOf(group);
        var tick = person == LedgerPerson.None ? TickOf(own) : null;
        if (group == LedgerGroup.Kinds && tick is not null) return Draft(ColumnKind.Tick, code: tick);
        if (FieldIn(group, over.Normal, own.Normal) is var field and not LedgerField.None) return Draft(ColumnKind.Field, field);
        return tick is not null ? Draft(ColumnKind.Tick, code: tick) : Draft(ColumnKind.Unmapped);
    }

    private static LedgerField FieldIn(LedgerGroup group, string word, string sub)
    {
        var field = GroupWords.FieldIn(group, word, sub);
        return field != LedgerField.None || GroupWords.PersonOf(group) != LedgerPerson.None ? field : Headings.Read(sub).Field;
    }

    private static string? TickOf(Heading own) => own.Tick ?? HeadingWords.Tick(own.Normal);

    private static ColumnDraft Alone(int column, string text, Heading own)
    {
        if (own.Sealed is { } kind)
            return new ColumnDraft(column, text, own, LedgerGroup.None, LedgerField.None, ColumnKind.Sealed, SealedHeading.IsOfAdult(own.Normal, own.Person) ? null : kind);
        if (own.Field != LedgerField.None) return new ColumnDraft(column, text, own, LedgerGroup.None, own.Field, ColumnKind.Field, null);
        return own.Tick is { } code
            ? new ColumnDraft(column, text, own, LedgerGroup.None, LedgerField.None, ColumnKind.Tick, code)
            : new ColumnDraft(column, text, own, LedgerGroup.None, LedgerField.None, ColumnKind.Unmapped, null);
    }
}
