using HuTong.Ui.Frame;

namespace HuTong.Children;

/// <summary>儿童档案 in the top bar.</summary>
internal sealed class ChildrenNav : INavEntry
{
    public int Order => 20;
    public string Route => "/children";
    public string Words => "儿童档案";
    public string Right => "children-list";
}

/// <summary>今日待办, everybody's first page.</summary>
internal sealed class HomeNav : INavEntry
{
    public int Order => 10;
    public string Route => "/";
    public string Words => "首页";
    public string Right => "home";
}
