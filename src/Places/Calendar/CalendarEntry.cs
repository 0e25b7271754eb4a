using HuTong.Ui.Frame;

namespace HuTong.Places.Calendar;

/// <summary>工作日历 in the top bar of the system administrator.</summary>
internal sealed class CalendarEntry : INavEntry
{
    public int Order => 86;
    public string Route => "/admin/calendar";
    public string Words => "工作日历";
    public string Right => "calendar";
}
