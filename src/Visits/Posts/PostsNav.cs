using HuTong.Ui.Frame;

namespace HuTong.Visits.Posts;

/// <summary>岗位 in the top bar. It counts nothing: the count would be asked on every page.</summary>
internal sealed class PostsNav : INavEntry
{
    public int Order => 80;
    public string Route => "/posts";
    public string Words => "岗位";
    public string Right => "posts";
}
