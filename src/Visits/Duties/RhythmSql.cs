using System.Globalization;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data.Bulk;

namespace HuTong.Visits.Duties;

/// <summary>Whose duties a statement makes.</summary>
/// <param name="Condition">On the alias `line` of register_line.</param>
/// <param name="IsFresh">Written by this transaction.</param>
/// <param name="IsWhole">All of the register: each table is read through, not asked child by child.</param>
public sealed record WhoseDuties(string Condition, IReadOnlyList<(string Name, object? Value)> Values, bool IsWhole = false, bool IsFresh = false);

/// <summary>
/// The rule <see cref="VisitRhythm"/> as sets: which visits a month owes, made, brought up to date and withdrawn. That both say the same is
/// held by a test over random files. What holds for long enough in one spell is taken at once; of shorter spells the days are counted once, by the furthest
/// day that the ones before reach.
/// </summary>
internal sealed class RhythmSql(EngineWords words, VisitSettings settings, RuleSettings rules)
{
    /// <summary>
    /// First of all, once for any months: the children stand in a table of their own, whose size the planner knows.
    /// Inside the transaction that has just written them it knows of no other.
    /// </summary>
    public IEnumerable<(string Text, IReadOnlyList<(string, object?)> Values)> Children(WhoseDuties whose)
    {
        yield return ("DROP TABLE IF EXISTS duty_line", []);
        yield return ("CREATE TEMP TABLE duty_line AS SELECT child_id, region, registered_on, state AS class FROM register_line WHERE 1 = 0", []);
        yield return ($"INSERT INTO duty_line {Lines(whose)}", whose.Values);
        yield return ("CREATE INDEX ix_duty_line ON duty_line (child_id, registered_on)", []);
        yield return ("ANALYZE duty_line", []);
    }

    /// <summary>The statements for one month of <see cref="Children"/>, in their order.</summary>
    /// <param name="isFresh">Nothing of the month was made yet, so nothing is to be taken back.</param>
    public IEnumerable<(string Text, IReadOnlyList<(string, object?)> Values)> Of(Month month, WhoseDuties whose, bool isFresh)
    {
        foreach (var sunday in VisitRhythm.Sundays(month)) yield return Week(month, sunday);
        if (!isFresh) foreach (var no in NoWeek(month, whose)) yield return no;
        var owed = Owed(whose.IsWhole);
        yield return ($"{owed} {Insert(OfMonth, OfQuarter)}", MonthValues(month));
        if (isFresh && VisitRhythm.Quarter(month) != month) yield return (NoQuarter, MonthValues(month));
        if (isFresh) yield break;
        yield return ($"{owed} {NoMore(whose)}", MonthValues(month).Concat(whose.Values).ToList());
        yield return (SameForAll(whose), Values(("month", month.First)).Concat(whose.Values).ToList());
    }

    /// <summary>The first week of a month, which may begin in the month before.</summary>
    public IEnumerable<(string Text, IReadOnlyList<(string, object?)> Values)> OfWeek(Month month) => [Week(month, VisitRhythm.Sundays(month).First())];

    /// <summary>Takes back weeks of a month that no emergency asks for any more.</summary>
    public IEnumerable<(string Text, IReadOnlyList<(string, object?)> Values)> NoWeek(Month month, WhoseDuties whose) => [(WeeklyNoMore(whose), [.. Values(("month", month.First)), .. whose.Values])];

    private (string Text, IReadOnlyList<(string, object?)> Values) Week(Month month, DateOnly sunday) =>
        (Weekly(), Values(("month", month.First), ("monday", sunday.AddDays(-6)), ("after", sunday.AddDays(1)), ("sunday", sunday), ("period", $"w{Text(sunday)}")));

    private IReadOnlyList<(string, object?)> MonthValues(Month month)
    {
        var quarter = VisitRhythm.Quarter(month);
        return Values(("month", month.First), ("last", month.Last), ("next", month.Next.First), ("early", month.Next.First.AddDays(-settings.MinDays)), ("quarter", quarter.First), ("quarterlast", quarter.Plus(2).Last), ("quarternext", quarter.Plus(3).First),
            ("quartermonth", quarter.Plus(2).First), ("period", month.ToString()), ("quarterperiod", $"{quarter.Year:0000}-Q{(quarter.Number + 2) / 3}"));
    }

    private IReadOnlyList<(string, object?)> Values(params (string Name, object Value)[] values) =>
        [.. values.Select(one => (one.Name, (object?)(one.Value is DateOnly day ? words.Day(day) : one.Value)))];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> codes) => string.Join(", ", codes.Select(code => $"'{code}'"));

    private string D(string parameter) => words.DayOf(parameter);

    /// <summary>The class that counts a line once (R-163).</summary>
    internal static string Class(RuleSettings rules) =>
        $"CASE {string.Join(" ", rules.CountPriority.Select(node => $"WHEN (line.category_bits & {Categories.Bits(Categories.OfGroup(node).Select(one => one.Code).Append(node))}) <> 0 THEN '{node}'"))} ELSE 'other' END";

    /// <summary>Files on which duties may stand, with the class that counts each once (R-163): the first node of the place's order that a category falls under.</summary>
    private string Lines(WhoseDuties whose)
    {
        return $"SELECT line.child_id, line.region, line.registered_on, {Class(rules)} AS class FROM register_line AS line WHERE line.registered_on IS NOT NULL AND line.state IN ('registered', 'exit-review', 'left') AND {whose.Condition}";
    }

    // Each is asked once for all that follow, and SQLite reads its tables in the order that is written.
    private string Owed(bool isWhole)
    {
        var (high, low) = (settings.HighPerMonth, Math.Max(settings.OrdinaryPerMonth, 0));
        return $"""
            WITH term AS MATERIALIZED (
              SELECT term.child_id, {Asks} AS asks, {words.Greatest("term.\"from\"", "lines.registered_on")} AS f, term."to" AS t FROM {Joined("category_term AS term", isWhole)}
              WHERE lines.child_id = term.child_id AND term.state IN ('active', 'ended') AND term."from" < {D("quarternext")} AND (term."to" IS NULL OR term."to" > {D("quarter")})
            ),
            spell AS MATERIALIZED (
              SELECT child_id, asks, f, e, CASE WHEN f <= {D("early")} AND e = {D("next")} THEN {settings.MinDays} ELSE {words.Days("f", "e")} END AS days FROM (
                SELECT child_id, asks, {words.Greatest("f", D("month"))} AS f, {words.Least($"coalesce(t, {D("next")})", D("next"))} AS e FROM ({Facts(isWhole)}) AS fact
                UNION ALL SELECT child_id, {Quarter}, {words.Greatest("f", D("quarter"))}, {words.Least($"coalesce(t, {D("quarternext")})", D("quarternext"))} FROM term WHERE asks >= {Quarter}
              ) AS piece WHERE e > f
            ),
            short AS (
              SELECT child_id, bit, f, e, max(e) OVER (PARTITION BY child_id, bit ORDER BY f, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
              FROM spell JOIN ({string.Join(" UNION ALL ", Bits.Select(bit => $"SELECT {bit} AS bit"))}) AS one ON (asks & bit) <> 0 WHERE days < {settings.MinDays}
            ),
            held AS (
              SELECT child_id, asks FROM spell WHERE days >= {settings.MinDays}
              UNION ALL SELECT child_id, bit FROM short GROUP BY child_id, bit
              HAVING sum(CASE WHEN before IS NULL OR before <= f THEN {words.Days("f", "e")} WHEN before < e THEN {words.Days("before", "e")} ELSE 0 END) >= {settings.MinDays}
            ),
            holds AS (SELECT child_id, {string.Join(", ", Bits.Zip(["n", "b", "h", "a", "q"], (bit, name) => $"max(asks & {bit}) > 0 AS {name}"))} FROM held GROUP BY child_id),
            weekly AS (
              SELECT week.child_id, count(*) AS weeks FROM duty_line AS lines JOIN visit_duty AS week ON week.child_id = lines.child_id
              WHERE week.period >= 'w' AND week.period < 'x' AND week.month = {D("month")} AND week.kind = 'weekly' AND week.state <> 'withdrawn' GROUP BY week.child_id
            ),
            wanted AS (
              SELECT holds.child_id, q, h AS high, b AS benefit, coalesce(weekly.weeks, 0) AS weeks, CASE WHEN NOT (n OR h AND a) THEN 0 WHEN h THEN {Math.Max(high, low)} WHEN b THEN {Math.Max(low, settings.BenefitPerMonth)} ELSE {low} END AS times
              FROM holds LEFT JOIN weekly ON weekly.child_id = holds.child_id
            ),
            owed AS MATERIALIZED (
              SELECT lines.child_id, lines.region, lines.class, CASE WHEN wanted.times > wanted.weeks THEN wanted.times - wanted.weeks ELSE 0 END AS monthly,
                CASE WHEN wanted.times = 0 AND wanted.q THEN {settings.MigrantPerQuarter} ELSE 0 END AS quarterly,
                CASE WHEN wanted.times = 0 THEN 'migrant' WHEN wanted.high AND {high} >= wanted.times THEN 'high' WHEN wanted.benefit THEN 'benefit' ELSE 'ordinary' END AS rhythm
              FROM wanted JOIN duty_line AS lines ON lines.child_id = wanted.child_id
            )
            """;
    }

    // What a fact asks for: a visit each month, one that comes with a benefit, more of them, one each quarter. Any: a category of whatever kind, so that what asks for more asks it of 流动 alone too.
    private const int EachMonth = 1, Benefit = 2, More = 4, Any = 8, Quarter = 16;

    private static readonly int[] Bits = [EachMonth, Benefit, More, Any, Quarter];

    /// <summary>What a category asks for.</summary>
    private string Asks
    {
        get
        {
            static string Plus(IEnumerable<string> codes, int bit) => codes.Any() ? $" + CASE WHEN term.code IN ({List(codes)}) THEN {bit} ELSE 0 END" : "";
            var more = Categories.All.Where(one => VisitRhythm.MarkOf(one.Code) is { } mark && settings.HighMarks.Contains(mark)).Select(one => one.Code);
            return $"CASE WHEN term.code = '{Categories.Migrant}' THEN {Any + Quarter} ELSE {EachMonth + Any} END{Plus(Categories.All.Where(one => one.IsAllowance).Select(one => one.Code), Benefit)}{Plus(more, More)}";
        }
    }

    private string Facts(bool isWhole) => string.Join("\nUNION ALL ", Marks(isWhole).Prepend($"SELECT child_id, asks & {Quarter - 1} AS asks, f, t FROM term"));

    private static string Joined(string table, bool isWhole) => isWhole ? $"{table} CROSS JOIN duty_line AS lines" : $"duty_line AS lines CROSS JOIN {table}";

    private IEnumerable<string> Marks(bool isWhole)
    {
        string Of(string table, string condition, string from = "mark.\"from\"", string to = "mark.\"to\"") =>
            $"SELECT mark.child_id, {More}, {words.Greatest(from, "lines.registered_on")} AS f, {to} AS t FROM {Joined($"{table} AS mark", isWhole)} WHERE lines.child_id = mark.child_id AND {from} < {D("next")} AND ({to} IS NULL OR {to} > {D("month")}) AND {condition}";
        bool Has(string mark) => settings.HighMarks.Contains(mark);
        yield return Of("risk_level", Has(VisitMarks.Risk) ? "mark.level IN ('high', 'urgent')" : "mark.level = 'urgent'");
        var ofParents = new[] { (VisitMarks.ParentDisabled, Circumstances.SeverelyDisabled), (VisitMarks.ParentIll, Circumstances.SeriouslyIll) }.Where(one => Has(one.Item1)).Select(one => one.Item2).ToList();
        if (ofParents.Count > 0) yield return Of("parent_circumstance", $"mark.code IN ({List(ofParents)})");
        if (Has(VisitMarks.Disabled)) yield return Of("disability", "1 = 1");
        var healths = new[] { (VisitMarks.Ill, "seriously-ill"), (VisitMarks.Disabled, "disabled") }.Where(one => Has(one.Item1)).Select(one => one.Item2).ToList();
        if (healths.Count > 0) yield return Of("health", $"mark.code IN ({List(healths)})");
        if (Has(VisitMarks.OutOfSchool)) yield return Of("schooling", "mark.status = 'dropped-out'");
        if (Has(VisitMarks.PoorGuardianship)) yield return Of("related_person", "mark.role IN ('guardian', 'carer') AND (mark.guardianship_grade = 'poor' OR mark.ability IN ('unable', 'unfit'))");
        if (Has(VisitMarks.Unregistered)) yield return $"SELECT child.id, {More}, lines.registered_on, {D("next")} FROM {Joined("child", isWhole)} WHERE lines.child_id = child.id AND child.hukou_kind = 'none'";
        if (Has(VisitMarks.Mind)) yield return Of("follow_up", $"mark.finding IN ({List(VisitCodes.FindingsOfMind)}) AND mark.state <> 'withdrawn'", "mark.opened_on", "mark.closed_on");
    }

    private const string OfMonth = "SELECT owed.child_id, @period, ordinal.k, owed.region, owed.region, 'monthly', @month, @month, @last, 'due', owed.rhythm, owed.class FROM owed JOIN ordinal ON ordinal.k <= owed.monthly";
    private const string OfQuarter = "SELECT owed.child_id, @quarterperiod, ordinal.k, owed.region, owed.region, 'quarterly', @quartermonth, @quarter, @quarterlast, 'due', owed.rhythm, owed.class FROM owed JOIN ordinal ON ordinal.k <= owed.quarterly";

    private string Ordinals => string.Join(" UNION ALL ", Enumerable.Range(1, new[] { settings.HighPerMonth, settings.OrdinaryPerMonth, settings.BenefitPerMonth, settings.MigrantPerQuarter, 1 }.Max()).Select(k => $"SELECT {k} AS k"));

    // Whose last category has ended counts on in the class of the month's duties.
    private const string KeptClass = "CASE WHEN excluded.class = 'other' THEN visit_duty.class ELSE excluded.class END";

    // What was withdrawn is owed again; what is still open takes the place, class and rhythm of now; what is closed stays.
    private string Insert(params string[] selects) => $"""
        , ordinal AS ({Ordinals})
        INSERT INTO visit_duty (child_id, period, ordinal, region, counts_at, kind, month, "from", due, state, rhythm, class)
        SELECT * FROM ({string.Join(" UNION ALL ", selects)}) AS made WHERE 1 = 1 ORDER BY 1
        ON CONFLICT (child_id, period, ordinal) DO UPDATE SET state = 'due', region = excluded.region, counts_at = excluded.counts_at, rhythm = excluded.rhythm, class = {KeptClass}
        WHERE visit_duty.state = 'withdrawn' OR visit_duty.state = 'due' AND (visit_duty.region <> excluded.region OR visit_duty.counts_at <> excluded.counts_at OR visit_duty.rhythm <> excluded.rhythm OR visit_duty.class <> {KeptClass})
        """;

    // Periods are named besides so that SQLite goes by the key, child and period: by the month alone it would read the whole city's for each child.
    private static string Theirs(WhoseDuties whose) => $"child_id IN (SELECT line.child_id FROM register_line AS line WHERE {whose.Condition}) AND period > ''";

    private static string NoMore(WhoseDuties whose) => $"""
        UPDATE visit_duty SET state = 'withdrawn' WHERE state = 'due' AND (kind = 'monthly' AND month = @month OR kind = 'quarterly' AND month = @quartermonth) AND {Theirs(whose)}
        AND NOT EXISTS (SELECT 1 FROM owed WHERE owed.child_id = visit_duty.child_id AND visit_duty.ordinal <= CASE visit_duty.kind WHEN 'monthly' THEN owed.monthly ELSE owed.quarterly END)
        """;

    /// <summary>Who owes visits in a month that begins owes the quarter nothing more, made in an earlier month (R-076).</summary>
    private const string NoQuarter = """
        UPDATE visit_duty SET state = 'withdrawn' WHERE month = @quartermonth AND kind = 'quarterly' AND state = 'due'
        AND EXISTS (SELECT 1 FROM visit_duty AS made WHERE made.child_id = visit_duty.child_id AND made.period > '' AND made.month = @month AND made.kind <> 'quarterly' AND made.state <> 'withdrawn')
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
