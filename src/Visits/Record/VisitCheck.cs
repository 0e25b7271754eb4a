using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Ui.Words;

namespace HuTong.Visits.Record;

/// <summary>What is known of the child when a visit is checked.</summary>
/// <param name="LivesAtSchool">Boards there: a visit at school meets the child where it lives (codes.md 7).</param>
/// <param name="LivesInInstitution">The same of an institution.</param>
/// <param name="ExitOn">Of a file that was left: what was seen until then may still be written down.</param>
public sealed record VisitedChild(string State, DateOnly? RegisteredOn, DateOnly? BornOn, bool LivesAtSchool, bool LivesInInstitution, DateOnly? ExitOn = null);

/// <summary>Whether a visit can be kept, and whether it is one that counts. Pure: days and facts are given. Source: states.md 4, R-078, R-079.</summary>
internal static class VisitCheck
{
    public const int MostLetters = 1000, LateDays = 3;

    public const string Fine = "fine", Attend = "attend", NotAsked = "not-asked", Trouble = "trouble", Danger = "danger";

    private static readonly string[] Answers = [Fine, Attend, NotAsked];

    public static List<Problem> Problems(VisitReport report, VisitedChild child, DateOnly today)
    {
        List<Problem> problems = [];
        void Refuse(string code, string says, string field, string? source) => problems.Add(new Problem(code, says, field, source));
        if (report.Key == Guid.Empty) Refuse("key-missing", "这一页太旧了，请刷新后再填。", nameof(report.Key), null);
        if (child is { State: FileStates.Left, ExitOn: { } exit })
        {
            if (report.On > exit) Refuse("file-closed", $"孩子的档案已在 {Show.Date(exit)} 关闭。只能补登记这一天和以前的走访。", nameof(report.On), "states.md 4");
        }
        else if (!FileStates.IsVisited(child.State)) Refuse("file-closed", child.State == "lead" ? "这还是一条线索，先安排核实，再登记首次走访。" : "这份档案已经关闭，不再登记走访。", nameof(report.On), "states.md 4");
        Day(report, child, today, Refuse);
        if (!VisitCodes.Kinds.Has(report.Kind)) Refuse("missing", "请选怎么联系的。", nameof(report.Kind), null);
        if (report.Reason is { Length: > 0 } reason && !VisitCodes.Reasons.Has(reason)) Refuse("code-unknown", "没有这个选项，请重新选。", nameof(report.Reason), null);
        if (report.Met.Count == 0) Refuse("missing", "请选见到了谁；家里没人，就选“没见到人”。", nameof(report.Met), null);
        else if (report.Met.Count > 1 && report.Met.Exists(one => one is "nobody" or "refused")) Refuse("met-contradicts", "选了“没见到人”或“不让见”，就不能再选见到了谁。", nameof(report.Met), null);
        if (report.Met.Exists(one => one is not ("child" or "teacher" or "other" or "nobody" or "refused") && !Guid.TryParse(one, out _))) Refuse("code-unknown", "没有这个选项，请重新选。", nameof(report.Met), null);
        Found(report, Refuse);
        foreach (var (text, field) in new[] { (report.Trouble, nameof(report.Trouble)), (report.Danger, nameof(report.Danger)), (report.Opinion, nameof(report.Opinion)), (report.Note, nameof(report.Note)), (report.LateReason, nameof(report.LateReason)) })
            Text(text, field, Refuse);
        if (!string.IsNullOrEmpty(report.Asked) && !VisitCodes.PersonsAsked.Has(report.Asked)) Refuse("code-unknown", "没有这个选项，请重新选。", nameof(report.Asked), null);
        if (report.Measures.Exists(code => !VisitCodes.Measures.Has(code))) Refuse("code-unknown", "没有这个选项，请重新选。", nameof(report.Measures), null);
        if (report.Photos.Count > VisitPhotos.Most) Refuse("too-many", $"最多 {VisitPhotos.Most} 张照片。", nameof(report.Photos), null);
        if (report is { Photos.Count: > 0, PhotosAgreed: false } && report.Condition != Danger) Refuse("consent-missing", "拍照要先征得监护人同意，满 14 岁的孩子还要本人同意。没有同意的，不要传照片。", nameof(report.PhotosAgreed), "R-146");
        return problems;
    }

    private static void Day(VisitReport report, VisitedChild child, DateOnly today, Action<string, string, string, string?> refuse)
    {
        if (report.On is not { } on)
        {
            refuse("missing", "请填哪天去的。", nameof(report.On), null);
            return;
        }
        if (on > today) refuse("date-in-future", $"走访日期是 {Show.Date(on)}，晚于今天。请填实际去的那天。", nameof(report.On), "states.md 4");
        else if (on < child.BornOn) refuse("date-before-birth", $"走访日期早于孩子的出生日期 {Show.Date(child.BornOn.Value)}。", nameof(report.On), null);
        else if (child.RegisteredOn is { } registered && on < registered && report.Reason != "first")
            refuse("date-before-registration", $"走访日期早于列入在册的 {Show.Date(registered)}。在册以前去的，“为什么去”只能选“首次走访”；日期填错了，就改日期。", nameof(report.Reason), "states.md 4");
        else if (today.DayNumber - on.DayNumber > LateDays && string.IsNullOrWhiteSpace(report.LateReason))
            refuse("late-unexplained", $"这次走访已过去 {today.DayNumber - on.DayNumber} 天。请写明为什么现在才登记。", nameof(report.LateReason), "R-079");
    }

    private static void Found(VisitReport report, Action<string, string, string, string?> refuse)
    {
        if (IsChildMet(report))
            foreach (var check in VisitCodes.Checks.All.Where(check => !Answers.Contains(report.Checks.GetValueOrDefault(check.Key))))
                refuse("missing", $"“{check.Words}”还没有填。没问到的，选“没问到”。", $"{nameof(report.Checks)}[{check.Key}]", "R-079");
        if (report.Condition is not (Fine or Trouble or Danger) && !(report.Condition is null && IsNobodyMet(report))) refuse("missing", "请选孩子现在怎么样。", nameof(report.Condition), null);
        if (report.Findings.Exists(code => VisitCodes.LevelOf(code) is not ("b" or "c"))) refuse("code-unknown", "没有这个选项，请重新选。", nameof(report.Findings), null);
        if (report.Dangers.Exists(code => VisitCodes.LevelOf(code) != "d")) refuse("code-unknown", "没有这个选项，请重新选。", nameof(report.Dangers), null);
        if (report.Condition == Trouble && string.IsNullOrWhiteSpace(report.Trouble)) refuse("missing", "请写一句是什么困难，例如“奶奶住院，没人做饭”。", nameof(report.Trouble), null);
        if (report.Condition == Trouble && report.Findings.Count == 0) refuse("missing", "请选是哪一类困难，可以选多个。", nameof(report.Findings), null);
        if (report.Condition == Danger && string.IsNullOrWhiteSpace(report.Danger)) refuse("missing", "请写一句出了什么事。", nameof(report.Danger), null);
    }

    private static void Text(string? text, string field, Action<string, string, string, string?> refuse)
    {
        if (text is null) return;
        if (text.Length > MostLetters) refuse("too-long", $"太长了，最多 {Show.Number(MostLetters)} 个字，现在 {Show.Number(text.Length)} 个。", field, null);
        else if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))) refuse("bad-letter", "里面有看不见的控制字符，请重新输入。", field, null);
    }

    public static bool IsChildMet(VisitReport report) => report.Met.Contains("child");

    /// <summary>Nobody was there, or nobody let the visitor in: how the child is, is not known.</summary>
    public static bool IsNobodyMet(VisitReport report) => report.Met.Count > 0 && report.Met.TrueForAll(met => met is "nobody" or "refused");

    public static string Result(VisitReport report) => IsChildMet(report) ? "met-child" : report.Met.Contains("refused") ? "refused" : IsFamilyMet(report) ? "met-carer-only" : "not-found";

    /// <summary>Somebody of the file; a teacher or a neighbour is none of them.</summary>
    public static bool IsFamilyMet(VisitReport report) => report.Met.Exists(met => Guid.TryParse(met, out _));

    public static string Level(VisitReport report) => report.Condition == Danger ? "d" : report.Condition == Trouble ? report.Findings.Select(VisitCodes.LevelOf).Max()! : "a";

    /// <summary>In front of the visitor, wherever.</summary>
    public static bool IsChildSeen(VisitReport report) => IsChildMet(report) && VisitCodes.IsInPerson(report.Kind!);

    /// <summary>Counts: in person, where the child lives, with every check answered .</summary>
    public static bool IsFaceToFace(VisitReport report, VisitedChild child) => WhyNot(report, child) is null;

    /// <summary>Why a visit is kept but fulfils nothing, in words for its visitor; null when it counts.</summary>
    public static string? WhyNot(VisitReport report, VisitedChild child)
    {
        if (!VisitCodes.IsInPerson(report.Kind!)) return "电话、视频和信息只记作联系，不算走访，还要见一次面。";
        if (!IsChildMet(report)) return "没有见到孩子本人，不算走访。";
        if (report.Kind == "school" && !child.LivesAtSchool) return "到校只对住校的孩子算走访；这个孩子不住校，还要入户一次。";
        if (report.Kind == "institution" && !child.LivesInInstitution) return "到机构只对住在机构的孩子算走访，还要入户一次。";
        return VisitCodes.Checks.All.FirstOrDefault(check => report.Checks.GetValueOrDefault(check.Key) is not (Fine or Attend)) is { } open ? $"“{open.Words}”没有问到，这次不算完成；问到了再登记一次。" : null;
    }
}
