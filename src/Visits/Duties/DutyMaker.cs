using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Places.Calendar;

namespace HuTong.Visits.Duties;

/// <summary>Makes the duties of many children in sets, inside the transaction of what caused them: a batch is registered, a month begins, risk or category changes (states.md 4).</summary>
public sealed class DutyMaker(HuTongDb db, VisitSettingsQuery settings, WorkingDays days)
{
    private readonly SetStatement statement = new(db);

    /// <summary>A month of the whole register; nothing of it was made yet.</summary>
    /// <returns>How many duties were made.</returns>
    public async Task<int> Begin(Month month, DateOnly today, CancellationToken cancel = default)
    {
        var made = 0;
        foreach (var part in await settings.All(today, cancel))
        {
            var (rhythm, whose) = (Rhythm(part), new WhoseDuties(part.Condition, [], IsWhole: true));
            foreach (var (text, values) in rhythm.Children(whose)) await statement.Run(text, values, cancel);
            foreach (var (text, values) in rhythm.Of(month, whose, isFresh: true)) made += await statement.RunByHash(text, values, cancel);
        }
        // A line without open duties waits for the end of the next month, of 流动 alone for that of a quarter: these are owed sooner.
        IReadOnlyList<(string, object?)> begun = [("begun", Day(month.First)), ("last", Day(month.Last))];
        await Tell(Urgent(month), today, cancel);
        await Tell(new WhoseDuties("line.next_due > @last AND EXISTS (SELECT 1 FROM visit_duty AS made WHERE made.child_id = line.child_id AND made.period > '' AND made.month = @begun AND made.state = 'due' AND made.due <= @last)", begun), today, cancel);
        return made;
    }

    /// <summary>The week that runs over the end of a month counts in the next one, and is owed from its Monday (R-077).</summary>
    /// <returns>How many duties were made.</returns>
    public async Task<int> BeginWeek(DateOnly today, CancellationToken cancel = default)
    {
        if (Months.OfWeek(today) is not { } month) return 0;
        var made = 0;
        foreach (var part in await settings.All(today, cancel))
        {
            var rhythm = Rhythm(part);
            var urgent = Urgent(month);
            urgent = urgent with { Condition = $"{urgent.Condition} AND {part.Condition}" };
            foreach (var (text, values) in rhythm.Children(urgent)) await statement.Run(text, values, cancel);
            foreach (var (text, values) in rhythm.OfWeek(month)) made += await statement.Run(text, values, cancel);
        }
        if (made > 0) await Tell(Urgent(month), today, cancel);
        return made;
    }

    /// <summary>Who may owe a visit each week in a month, the week included that begins in the one before.</summary>
    private WhoseDuties Urgent(Month month) => new("line.child_id IN (SELECT mark.child_id FROM risk_level AS mark WHERE mark.level = 'urgent' AND (mark.\"to\" IS NULL OR mark.\"to\" > @first))", [("first", Day(month.First.AddDays(-6)))]);

    /// <summary>Children whose file was registered, corrected, moved or closed: what they owe in the months that are still open, and when they are due.</summary>
    /// <param name="which">Condition on the alias `line`, with its values.</param>
    /// <param name="registeredOn">The day on which who is new was registered: from it the first visit is owed (T-20).</param>
    /// <param name="isNew">The files are new: nothing was made for them yet, and their first visit is owed (T-20).</param>
    public async Task Follow(WhoseDuties which, IEnumerable<Month> months, DateOnly today, DateOnly registeredOn, bool isNew, CancellationToken cancel = default)
    {
        foreach (var part in await settings.All(today, cancel))
        {
            var (rhythm, whose) = (Rhythm(part), which with { Condition = $"{which.Condition} AND {part.Condition}" });
            foreach (var (text, values) in rhythm.Children(whose)) await Run(text, values, whose.IsFresh, cancel);
            foreach (var month in months)
                foreach (var (text, values) in rhythm.Of(month, whose, isNew)) await statement.Run(text, values, cancel);
            if (Months.OfWeek(today) is { } next)
                foreach (var (text, values) in rhythm.OfWeek(next).Concat(rhythm.NoWeek(next, whose))) await statement.Run(text, values, cancel);
            await statement.Run(FirstVisit(whose), [.. whose.Values, ("today", Day(registeredOn)), ("due", Day(days.Add(registeredOn, part.Rules.Visits.FirstWorkingDays).On)), ("period", $"{DutyKinds.First}-{registeredOn:yyyy-MM-dd}")], cancel);
            if (!isNew) await statement.Run(Ended(whose), whose.Values, cancel);
        }
        await Tell(which, today, cancel);
    }

    /// <summary>What was written of a child while it moved goes along: the visitor may have read the old village.</summary>
    public async Task TakeAlong(IEnumerable<Guid> children, CancellationToken cancel = default)
    {
        var ids = statement.Ids(children);
        foreach (var table in new[] { "visit", "follow_up", "attachment" })
            await statement.Run($"UPDATE {table} SET region = (SELECT line.region FROM register_line AS line WHERE line.child_id = {table}.child_id) WHERE {statement.Words.IsOneOf("child_id", "ids")} AND region <> (SELECT line.region FROM register_line AS line WHERE line.child_id = {table}.child_id)", [("ids", ids)], cancel);
    }

    /// <summary>When some children are due next.</summary>
    public Task Tell(WhoseDuties which, DateOnly today, CancellationToken cancel = default) =>
        Run(LinesOf(which), [.. which.Values, ("monthend", Day(Month.Of(today).Next.Last)), ("quarterend", Day(VisitRhythm.Quarter(Month.Of(today)).Plus(5).Last))], which.IsFresh, cancel);

    /// <summary>A month has closed: its duties stay where they count, and who was seen after a missed day is waited for on another.</summary>
    public async Task Closed(Month month, DateOnly today, CancellationToken cancel = default)
    {
        await statement.Run("UPDATE visit_duty SET region = counts_at WHERE month = @month AND state <> 'withdrawn' AND (state <> 'missed' OR visit_id IS NOT NULL) AND region <> counts_at", [("month", Day(month.First))], cancel);
        await Tell(new WhoseDuties("line.next_due <= @last AND line.last_met > line.next_due", [("last", Day(month.Last))]), today, cancel);
    }

    /// <summary>The condition that a line is one of some children.</summary>
    public WhoseDuties Of(IEnumerable<Guid> children) => new(statement.Words.IsOneOf("line.child_id", "ids"), [("ids", statement.Ids(children))]);

    /// <summary>The condition that a file was made by a batch.</summary>
    public static WhoseDuties OfBatch(Guid batch) => new("line.child_id IN (SELECT id FROM child WHERE batch_id = @batch)", [("batch", batch)], IsFresh: true);

    private Task<int> Run(string text, IReadOnlyList<(string, object?)> values, bool isFresh, CancellationToken cancel) => isFresh ? statement.RunByHash(text, values, cancel) : statement.Run(text, values, cancel);

    private RhythmSql Rhythm(RulesOfPlaces part) => new(statement.Words, part.Rules.Visits, part.Rules);

    private object Day(DateOnly day) => statement.Words.Day(day);

    // T-20 runs from the entry in the register, T-62 from the file that is to be verified; who was seen already owes none.
    private static string FirstVisit(WhoseDuties whose) => $"""
        INSERT INTO visit_duty (child_id, period, ordinal, region, counts_at, kind, "from", due, state, rhythm, class)
        SELECT line.child_id, @period, 1, line.region, line.region, 'first', @today, @due, 'due', '', '' FROM register_line AS line
        WHERE (line.state = 'registered' AND line.registered_on = @today OR line.state = 'to-verify') AND length(line.region) = 12 AND {whose.Condition}
        AND NOT EXISTS (SELECT 1 FROM visit_duty AS known WHERE known.child_id = line.child_id AND known.kind = 'first' AND known.state <> 'withdrawn')
        AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.child_id = line.child_id AND visit.is_face_to_face AND visit.state IN ('submitted', 'accepted'))
        ON CONFLICT (child_id, period, ordinal) DO UPDATE SET state = 'due', due = excluded.due, region = excluded.region, counts_at = excluded.counts_at WHERE visit_duty.state = 'withdrawn'
        """;

    /// <summary>Nothing is owed for who died, was merged or is no file of ours: at once, whatever the days say (states.md 1.1). Clocks end with the file.</summary>
    private static string Ended(WhoseDuties whose) => $"""
        UPDATE visit_duty SET state = 'withdrawn' WHERE state = 'due' AND child_id IN (
          SELECT line.child_id FROM register_line AS line JOIN child ON child.id = line.child_id
          WHERE {whose.Condition} AND (line.state IN ('merged', 'dismissed', 'lead') OR child.exit_reason = 'deceased' OR line.state = 'left' AND visit_duty.month IS NULL))
        """;

    /// <summary>
    /// When a child is due next: its earliest duty, open or missed, whose child was not seen since its last day; else the end of the next month, or quarter for 流动 alone,
    /// so that a new month need not write every line again.
    /// </summary>
    internal static string LinesOf(WhoseDuties which) => $"""
        UPDATE register_line AS line SET next_due = CASE WHEN line.state NOT IN ('registered', 'exit-review', 'to-verify') THEN NULL ELSE coalesce(
          (SELECT min(duty.due) FROM visit_duty AS duty WHERE duty.child_id = line.child_id AND (duty.state = 'due' OR duty.state = 'missed' AND duty.visit_id IS NULL AND line.state IN ('registered', 'exit-review')) AND (duty.month IS NULL OR line.last_met IS NULL OR line.last_met <= duty.due)),
          CASE WHEN line.state NOT IN ('registered', 'exit-review') OR line.category_bits = 0 THEN NULL WHEN line.category_bits = {Categories.Find(Categories.Migrant)!.Mask} THEN @quarterend ELSE @monthend END) END
        WHERE {which.Condition}
        """;
}
