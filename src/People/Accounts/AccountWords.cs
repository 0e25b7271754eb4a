using HuTong.Ui.Words;

namespace HuTong.People.Accounts;

/// <summary>How terms of posts are written on the administrators' pages.</summary>
public static class AccountWords
{
    /// <summary>2022年3月1日起; 2024年7月1日至2024年7月20日.</summary>
    public static string Term(Post? post) => post is null ? "—"
        : post.ValidTo is { } end ? $"{Show.Date(post.ValidFrom)}至{Show.Date(end.AddDays(-1))}" : $"{Show.Date(post.ValidFrom)}起";

    /// <summary>儿童主任（代理）.</summary>
    public static string Title(Post post) => post.Kind is "" or PostKinds.Responsible ? Roles.Says(post.Role) : $"{Roles.Says(post.Role)}（{Core.Codes.FileCodes.PostKinds.Words(post.Kind)}）";
}
