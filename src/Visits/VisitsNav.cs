using HuTong.Ui.Frame;

namespace HuTong.Visits;

/// <summary>走访 in the top bar.</summary>
internal sealed class VisitsNav : INavEntry
{
    public int Order => 30;
    public string Route => "/visits";
    public string Words => "走访";
    public string Right => "visits-due";
}

/// <summary>覆盖情况 in the top bar.</summary>
internal sealed class CoverageNav : INavEntry
{
    public int Order => 70;
    public string Route => "/coverage";
    public string Words => "覆盖情况";
    public string Right => "coverage";
}
