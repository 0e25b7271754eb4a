using System.Globalization;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data.Bulk;

namespace HuTong.Visits.Duties;

/// <summary>Whose duties a statement makes.</summary>
/// <param name="Condition">On the alias `line` of register_line.</param>
public sealed record WhoseDuties(string Condition, IReadOnlyList<(string Name, object? Value)> Values);

/// <summary>
/// The rule <see cref="VisitRhythm"/> as sets: which visits a month owes, made, brought up to date and withdrawn. That both say the same is
/// held by a test over random files. Days on which a fact holds are counted once by the furthest day that the ones before reach.
/// </summary>
internal sealed class RhythmSql(EngineWords words, VisitSettings settings, RuleSettings rules)
{
    private const int MostOrdinals = 6;

    /// <summary>
    /// First of all, once for any months: the children stand in a table of their own, whose size the planner knows.
    /// Inside the transaction that has just written them it knows of no other.
    /// </summary>
    public IEnumerable<(string Text, IReadOnlyList<(string, object?)> Values)> Children(WhoseDuties whose)
    {
        yield return ("DROP TABLE IF EXISTS duty_line", []);
        yield return ("CREATE TEMP TABLE duty_line AS SELECT child_id, region, registered_on, state AS class FROM register_line WHERE 1 = 0", []);
        yield return ($"INSERT INTO duty_line {Lines(whose)}", whose.Values);
        yield return ("CREATE INDEX ix_duty_line ON duty_line (child_id)", []);
        yield return ("ANALYZE duty_line", []);
    }

    /// <summary>The statements for one month of <see cref="Children"/>, in their order.</summary>
    /// <param name="isFresh">Nothing of the month was made yet, so nothing is to be taken back.</param>
    public IEnumerable<(string Text, IReadOnlyList<(string, object?)> Values)> Of(Month month, WhoseDuties whose, bool isFresh)
    {
        foreach (var sunday in VisitRhythm.Sundays(month)) yield return (Weekly(), Values(("month", month.First), ("monday", sunday.AddDays(-6)), ("after", sunday.AddDays(1)), ("sunday", sunday), ("period", $"w{Text(sunday)}")));
        if (!isFresh) yield return (WeeklyNoMore(whose), Values(("month", month.First)).Concat(whose.Values).ToList());
        var owed = Owed();
        yield return ($"{owed} {Insert(OfMonth, OfQuarter)}", MonthValues(month));
        if (isFresh) yield break;
        yield return ($"{owed} {NoMore(whose)}", MonthValues(month).Concat(whose.Values).ToList());
        yield return (SameForAll(whose), Values(("month", month.First)).Concat(whose.Values).ToList());
    }

    private IReadOnlyList<(string, object?)> MonthValues(Month month)
    {
        var quarter = VisitRhythm.Quarter(month);
        return Values(("month", month.First), ("last", month.Last), ("next", month.Next.First), ("quarter", quarter.First), ("quarterlast", quarter.Plus(2).Last), ("quarternext", quarter.Plus(3).First),
            ("quartermonth", quarter.Plus(2).First), ("period", month.ToString()), ("quarterperiod", $"{quarter.Year:0000}-Q{(quarter.Number + 2) / 3}"));
    }

    private IReadOnlyList<(string, object?)> Values(params (string Name, object Value)[] values) =>
        [.. values.Select(one => (one.Name, (object?)(one.Value is DateOnly day ? words.Day(day) : one.Value)))];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> codes) => string.Join(", ", codes.Select(code => $"'{code}'"));

    private string D(string parameter) => words.DayOf(parameter);

    /// <summary>Files on which duties may stand, with the class that counts each once (R-163): the first node of the place's order that a category falls under.</summary>
    private string Lines(WhoseDuties whose)
    {
        var cases = string.Join(" ", rules.CountPriority.Select(node => $"WHEN (line.category_bits & {Categories.Bits(Categories.OfGroup(node).Select(one => one.Code).Append(node))}) <> 0 THEN '{node}'"));
        return $"SELECT line.child_id, line.region, line.registered_on, CASE {cases} ELSE 'other' END AS class FROM register_line AS line WHERE line.registered_on IS NOT NULL AND line.state IN ('registered', 'exit-review', 'left') AND {whose.Condition}";
    }

    private string Owed()
    {
        var (high, low) = (settings.HighPerMonth, Math.Max(settings.OrdinaryPerMonth, 0));
        return $"""
            WITH fact AS ({Facts()}),
            piece AS (
              SELECT fact.child_id, fact.kind, {words.Greatest(words.Greatest("fact.f", "lines.registered_on"), D("month"))} AS f, {words.Least($"coalesce(fact.t, {D("next")})", D("next"))} AS e FROM fact JOIN duty_line AS lines ON lines.child_id = fact.child_id
              UNION ALL
              SELECT fact.child_id, 'q', {words.Greatest(words.Greatest("fact.f", "lines.registered_on"), D("quarter"))}, {words.Least($"coalesce(fact.t, {D("quarternext")})", D("quarternext"))} FROM fact JOIN duty_line AS lines ON lines.child_id = fact.child_id WHERE fact.kind = 'm'
            ),
            reached AS (SELECT child_id, kind, f, e, max(e) OVER (PARTITION BY child_id, kind ORDER BY f, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM piece WHERE e > f),
            held AS (
              SELECT child_id, {string.Join(", ", new[] { "n", "b", "a", "h", "q" }.Select(kind => $"sum(CASE WHEN kind = '{kind}' THEN days ELSE 0 END) AS {kind}"))}
              FROM (SELECT child_id, kind, CASE WHEN before IS NULL OR before <= f THEN {words.Days("f", "e")} WHEN before < e THEN {words.Days("before", "e")} ELSE 0 END AS days FROM reached) AS counted GROUP BY child_id
            ),
            weekly AS (
              SELECT week.child_id, count(*) AS weeks FROM duty_line AS lines JOIN visit_duty AS week ON week.child_id = lines.child_id
              WHERE week.period >= 'w' AND week.period < 'x' AND week.month = {D("month")} AND week.kind = 'weekly' AND week.state <> 'withdrawn' GROUP BY week.child_id
            ),
            asked AS (
              SELECT held.child_id, held.q, held.h >= {settings.MinDays} AS high, held.b >= {settings.MinDays} AS benefit,
                held.n >= {settings.MinDays} OR (held.h >= {settings.MinDays} AND held.a >= {settings.MinDays}) AS ordinary,
                coalesce(weekly.weeks, 0) AS weeks
              FROM held LEFT JOIN weekly ON weekly.child_id = held.child_id
            ),
            wanted AS (
              SELECT child_id, q, high, benefit, weeks, CASE WHEN NOT ordinary THEN 0 WHEN high THEN {Math.Max(high, Math.Max(low, 0))} WHEN benefit THEN {Math.Max(low, settings.BenefitPerMonth)} ELSE {low} END AS times FROM asked
            ),
            owed AS (
              SELECT lines.child_id, lines.region, lines.class, CASE WHEN wanted.times > wanted.weeks THEN wanted.times - wanted.weeks ELSE 0 END AS monthly,
                CASE WHEN wanted.times = 0 AND wanted.q >= {settings.MinDays} THEN {settings.MigrantPerQuarter} ELSE 0 END AS quarterly,
                CASE WHEN wanted.times = 0 THEN 'migrant' WHEN wanted.high AND {high} >= wanted.times THEN 'high' WHEN wanted.benefit THEN 'benefit' ELSE 'ordinary' END AS rhythm
              FROM wanted JOIN duty_line AS lines ON lines.child_id = wanted.child_id
            )
            """;
    }

    /// <summary>Kinds: n asks for a month, b a benefit, a any category, m 流动, h asks for more.</summary>
    private string Facts()
    {
        string Terms(string kind, string condition) =>
            $"SELECT term.child_id, '{kind}' AS kind, term.\"from\" AS f, term.\"to\" AS t FROM category_term AS term JOIN duty_line AS lines ON lines.child_id = term.child_id WHERE term.state IN ('active', 'ended') AND term.\"from\" < {Until} AND (term.\"to\" IS NULL OR term.\"to\" > {Since}) AND {condition}";
        List<string> parts =
        [
            Terms("n", $"term.code <> '{Categories.Migrant}'"), Terms("m", $"term.code = '{Categories.Migrant}'"), Terms("a", "1 = 1"),
            Terms("b", $"term.code IN ({List(Categories.All.Where(one => one.IsAllowance).Select(one => one.Code))})"),
            .. Marks(),
        ];
        return string.Join("\nUNION ALL ", parts);
    }

    // The quarter begins before the month and ends after it; the month's own pieces are cut to it afterwards.
    private string Since => D("quarter");
    private string Until => D("quarternext");

    private IEnumerable<string> Marks()
    {
        string Of(string table, string condition, string from = "mark.\"from\"", string to = "mark.\"to\"") =>
            $"SELECT mark.child_id, 'h' AS kind, {from} AS f, {to} AS t FROM {table} AS mark JOIN duty_line AS lines ON lines.child_id = mark.child_id WHERE {from} < {D("next")} AND ({to} IS NULL OR {to} > {D("month")}) AND {condition}";
        bool Asks(string mark) => settings.HighMarks.Contains(mark);
        yield return Of("risk_level", Asks(VisitMarks.Risk) ? "mark.level IN ('high', 'urgent')" : "mark.level = 'urgent'");
        var byCategory = Categories.All.Where(one => VisitRhythm.MarkOf(one.Code) is { } mark && Asks(mark)).Select(one => one.Code).ToList();
        if (byCategory.Count > 0) yield return Of("category_term", $"mark.state IN ('active', 'ended') AND mark.code IN ({List(byCategory)})");
        var ofParents = new[] { (VisitMarks.ParentDisabled, Circumstances.SeverelyDisabled), (VisitMarks.ParentIll, Circumstances.SeriouslyIll) }.Where(one => Asks(one.Item1)).Select(one => one.Item2).ToList();
        if (ofParents.Count > 0) yield return Of("parent_circumstance", $"mark.code IN ({List(ofParents)})");
        if (Asks(VisitMarks.Disabled)) yield return Of("disability", "1 = 1");
        var healths = new[] { (VisitMarks.Ill, "seriously-ill"), (VisitMarks.Disabled, "disabled") }.Where(one => Asks(one.Item1)).Select(one => one.Item2).ToList();
        if (healths.Count > 0) yield return Of("health", $"mark.code IN ({List(healths)})");
        if (Asks(VisitMarks.OutOfSchool)) yield return Of("schooling", "mark.status = 'dropped-out'");
        if (Asks(VisitMarks.PoorGuardianship)) yield return Of("related_person", "mark.role IN ('guardian', 'carer') AND (mark.guardianship_grade = 'poor' OR mark.ability IN ('unable', 'unfit'))");
        if (Asks(VisitMarks.Unregistered)) yield return $"SELECT child.id, 'h', lines.registered_on, {D("next")} FROM child JOIN duty_line AS lines ON lines.child_id = child.id WHERE child.hukou_kind = 'none'";
        if (Asks(VisitMarks.Mind)) yield return Of("follow_up", $"mark.finding IN ({List(VisitCodes.FindingsOfMind)}) AND mark.state <> 'withdrawn'", "mark.opened_on", "mark.closed_on");
    }

    private const string OfMonth = "SELECT owed.child_id, @period, ordinal.k, owed.region, owed.region, 'monthly', @month, @month, @last, 'due', owed.rhythm, owed.class FROM owed JOIN ordinal ON ordinal.k <= owed.monthly";
    private const string OfQuarter = "SELECT owed.child_id, @quarterperiod, ordinal.k, owed.region, owed.region, 'quarterly', @quartermonth, @quarter, @quarterlast, 'due', owed.rhythm, owed.class FROM owed JOIN ordinal ON ordinal.k <= owed.quarterly";

    private static readonly string Ordinals = string.Join(" UNION ALL ", Enumerable.Range(1, MostOrdinals).Select(k => $"SELECT {k} AS k"));

    // What was withdrawn is owed again; what is still open takes the place, class and rhythm of now; what is closed stays.
    private static string Insert(params string[] selects) => $"""
        , ordinal AS ({Ordinals})
        INSERT INTO visit_duty (child_id, period, ordinal, region, counts_at, kind, month, "from", due, state, rhythm, class)
        SELECT * FROM ({string.Join(" UNION ALL ", selects)}) AS made WHERE 1 = 1
        ON CONFLICT (child_id, period, ordinal) DO UPDATE SET state = 'due', region = excluded.region, counts_at = excluded.counts_at, rhythm = excluded.rhythm, class = excluded.class
        WHERE visit_duty.state = 'withdrawn' OR visit_duty.state = 'due' AND (visit_duty.region <> excluded.region OR visit_duty.counts_at <> excluded.counts_at OR visit_duty.rhythm <> excluded.rhythm OR visit_duty.class <> excluded.class)
        """;

    // Periods are named besides so that SQLite goes by the key, child and period: by the month alone it would read the whole city's for each child.
    private static string Theirs(WhoseDuties whose) => $"child_id IN (SELECT line.child_id FROM register_line AS line WHERE {whose.Condition}) AND period > ''";

    private static string NoMore(WhoseDuties whose) => $"""
        UPDATE visit_duty SET state = 'withdrawn' WHERE state = 'due' AND (kind = 'monthly' AND month = @month OR kind = 'quarterly' AND month = @quartermonth) AND {Theirs(whose)}
        AND NOT EXISTS (SELECT 1 FROM owed WHERE owed.child_id = visit_duty.child_id AND visit_duty.ordinal <= CASE visit_duty.kind WHEN 'monthly' THEN owed.monthly ELSE owed.quarterly END)
        """;

    /// <summary>All duties of a child in a month count in one class, and in one village: where it lives while any of them is open.</summary>
    private string SameForAll(WhoseDuties whose) => $"""
        UPDATE visit_duty SET class = coalesce((SELECT nullif(lines.class, 'other') FROM duty_line AS lines WHERE lines.child_id = visit_duty.child_id), class),
          counts_at = CASE WHEN EXISTS (SELECT 1 FROM visit_duty AS other WHERE other.child_id = visit_duty.child_id AND other.period > '' AND other.month = visit_duty.month AND other.state = 'due') THEN (SELECT line.region FROM register_line AS line WHERE line.child_id = visit_duty.child_id) ELSE counts_at END
        WHERE month >= @month AND state <> 'withdrawn' AND {Theirs(whose)}
        """;

    private string Weekly() => $"""
        WITH owed AS (
          SELECT DISTINCT lines.child_id, lines.region, lines.class, 'urgent' AS rhythm FROM duty_line AS lines JOIN risk_level AS mark ON mark.child_id = lines.child_id
          WHERE mark.level = 'urgent' AND mark."from" < {D("after")} AND (mark."to" IS NULL OR mark."to" > {D("monday")} AND mark."to" > lines.registered_on AND mark."to" > mark."from") AND lines.registered_on < {D("after")} AND {StillHere}
        )
        {Insert($"SELECT owed.child_id, @period, ordinal.k, owed.region, owed.region, 'weekly', @month, @monday, @sunday, 'due', owed.rhythm, owed.class FROM owed JOIN ordinal ON ordinal.k <= {settings.UrgentPerWeek.ToString(CultureInfo.InvariantCulture)}")}
        """;

    // Who left or has no category any more is in no emergency of ours.
    private const string StillHere = "EXISTS (SELECT 1 FROM category_term AS term WHERE term.child_id = lines.child_id AND term.state IN ('active', 'ended') AND (term.\"to\" IS NULL OR term.\"to\" > @monday))";

    private string WeeklyNoMore(WhoseDuties whose) => $"""
        UPDATE visit_duty SET state = 'withdrawn' WHERE month = @month AND kind = 'weekly' AND state = 'due' AND child_id IN (SELECT line.child_id FROM register_line AS line WHERE {whose.Condition})
        AND NOT EXISTS (SELECT 1 FROM duty_line AS lines JOIN risk_level AS mark ON mark.child_id = lines.child_id WHERE lines.child_id = visit_duty.child_id AND mark.level = 'urgent' AND mark."from" <= visit_duty.due
          AND (mark."to" IS NULL OR mark."to" > visit_duty."from" AND mark."to" > lines.registered_on AND mark."to" > mark."from") AND lines.registered_on <= visit_duty.due
          AND EXISTS (SELECT 1 FROM category_term AS term WHERE term.child_id = lines.child_id AND term.state IN ('active', 'ended') AND (term."to" IS NULL OR term."to" > visit_duty."from")))
        """;
}
