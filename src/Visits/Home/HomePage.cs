using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Children.Home;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Words;
using HuTong.Visits.Coverage;
using HuTong.Visits.Due;
using HuTong.Visits.FollowUps;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Home;

/// <summary>The first page after log-in (pictures 02, 11): whom to see first, what is overdue, what waits, how the place stands. The title says what to do next.</summary>
public sealed class HomePage(HomeQuery register, HomeBoardQuery visits, AccessLog access, OwnPlaces own, Scope scope, Rights rights, ChinaClock clock) : PageModel
{
    public const int MostPlaces = 14;

    public HomeCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);
    public HomeBoard? Board { get; private set; }
    public bool SeesChildren => rights.Allows(scope.Role, "children-list");
    public bool MayImport => rights.Allows(scope.Role, "import-do");
    public bool MayDecide => rights.Allows(scope.Role, "import-decide");
    public bool MayCreate => rights.Allows(scope.Role, "children-new");
    public bool MayDecideVisits => rights.Allows(scope.Role, "visits-decide");
    public bool MayFollowUp => rights.Allows(scope.Role, "follow-up-close");
    public bool MayCloseUrgent => CloseFollowUp.MayCloseUrgent(scope.Role);
    public bool IsCity => OpenFile.MustSayWhy(scope.Role);
    public bool IsDirector => scope.Role == RoleCodes.VillageDirector;
    public string Role => scope.Role;
    public string Name => scope.WorkerName;
    public string Place => own.Whole;
    public DateOnly Today => clock.Today;
    public Month Month => Month.Of(clock.Today);

    /// <summary>Last day of what is waited for: in the last days of a month a week ahead.</summary>
    public DateOnly Until => VisitStands.Until(Today);
    public int DaysLeft => Month.Last.DayNumber - Today.DayNumber;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (!SeesChildren) return;
        Counts = await register.Run(cancel);
        if (!Counts.IsNew) Board = await visits.Run(cancel);
        if (Board is { Due.Rows.Count: > 0 and var names }) access.Note("list", names, null);
    }

    public LateVillage? Worst => Board?.Worst;

    public string VillageOf(string region) => own.Village(region);

    /// <summary>What to do next, the most pressing first: danger, who was not seen, what waits, then how it stands.</summary>
    public string Title
    {
        get
        {
            if (!SeesChildren) return "您的账号可以登录了";
            if (Board is not { } board) return Counts.Waiting > 0 && MayDecide ? $"先核对导入里等人定的 {HomeCounts.Says(Counts.Waiting)} 行" : Counts.Waiting > 0 ? $"导入里有 {HomeCounts.Says(Counts.Waiting)} 行等经办核对" : MayImport ? "先把手上的台账导入进来" : "这里还没有儿童档案";
            if (board.Urgent > 0 && MayCloseUrgent) return $"先办有危险的 {Show.Capped(board.Urgent, FollowUpsQuery.Cap)} 件事";
            if (IsCity) return CityTitle(board);
            if (IsDirector && board.Due.Late > 0) return $"先去看逾期的 {Show.Capped(board.Due.Late, DueListQuery.Cap)} 名孩子";
            if (Worst is { } worst) return $"{Name}，先看{VillageOf(worst.Region)}：{worst.Late} 名孩子逾期没有走访";
            if (Counts.Waiting > 0 && MayDecide) return $"先核对导入里等人定的 {HomeCounts.Says(Counts.Waiting)} 行";
            if (Counts.Doubles > 0 && MayDecide) return $"有 {Counts.Doubles} 对证件号相同的档案等您定";
            if (board.ToDecide > 0) return $"有 {board.ToDecideWords}等您审核";
            if (board.Due.Waiting > 0) return $"{(Until == Month.Last ? $"{Month.Number}月" : $"到 {Show.Short(Until, Today)}")}还要走访 {Show.Capped(board.Due.Waiting, DueListQuery.Cap)} 名孩子，还剩 {Until.DayNumber - Today.DayNumber} 天";
            if (Counts.ToVerify > 0) return $"有 {HomeCounts.Says(Counts.ToVerify)} 份档案等待核实";
            if (Counts.Leads > 0) return $"有 {HomeCounts.Says(Counts.Leads)} 条线索等待核实";
            return $"{Month.Number}月都走访完了，{HomeCounts.Says(Counts.Registered)} 名孩子在册";
        }
    }

    private static string ShortOf(string county) => county.EndsWith("新区", StringComparison.Ordinal) ? county : county.TrimEnd('县', '市', '区');

    private static string CityTitle(HomeBoard board)
    {
        // The running month is not over; the one before tells whom to ask.
        var low = board.Board!.Below.Where(place => place.Months[^2].Rate < board.Target).OrderBy(place => place.Months[^2].Rate).Take(3).Select(place => ShortOf(place.Words)).ToList();
        return $"{board.Board.Whole.Words}本月走访 {CoverageView.Percent(board.Now)}" + (low.Count > 0 ? $"，上月{string.Join("、", low)}不到 {board.Target}%" : "");
    }
}
