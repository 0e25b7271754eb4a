using Microsoft.AspNetCore.Http.Extensions;

namespace HuTong.Children.Find;

/// <summary>All that a list of children is asked for; stands in the URL, so that a list can be shared, but for words that may be a number (T24).</summary>
public sealed record ChildFilter
{
    /// <summary>Part of a name, pinyin, initials, a whole ID number or its last four, a phone, a file number.</summary>
    public string? Q { get; init; }

    /// <summary>The handle of words that stand in no address; <see cref="Q"/> are then the words themselves.</summary>
    public string? Find { get; init; }

    /// <summary>Digits of a place; the fence holds besides.</summary>
    public string? Place { get; init; }
    public string[] Category { get; init; } = [];
    public string[] State { get; init; } = [];
    public string[] Risk { get; init; } = [];
    public string? Sex { get; init; }

    /// <summary>Age bands in completed years: 0-2, 3-5, 6-11, 12-15, 16-17.</summary>
    public string[] Age { get; init; } = [];
    public string? School { get; init; }

    /// <summary>late, due, done or unseen.</summary>
    public string? Visit { get; init; }

    /// <summary>Keyset cursor: region and id of the last row of the page before.</summary>
    public string? After { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Q) && Place is null && Category.Length + State.Length + Risk.Length + Age.Length == 0 && Sex is null && School is null && Visit is null;

    /// <summary>The address of this list, or of a changed one.</summary>
    public string Url()
    {
        var query = new QueryBuilder();
        void One(string name, string? value) { if (!string.IsNullOrWhiteSpace(value)) query.Add(name, value); }
        void Many(string name, string[] values) { foreach (var value in values) query.Add(name, value); }
        if (Find is not null) One("find", Find);
        else if (!SearchWord.MayBeNumber(Q)) One("q", Q);
        One("place", Place);
        Many("category", Category);
        Many("state", State);
        Many("risk", Risk);
        One("sex", Sex);
        Many("age", Age);
        One("school", School);
        One("visit", Visit);
        One("after", After);
        return "/children" + query;
    }
}

/// <summary>How a child stands with its visits, as lists filter by it.</summary>
public static class VisitFilters
{
    public static readonly IReadOnlyList<(string Key, string Words)> All = [("late", "逾期没有见到"), ("due", "本月还要走访"), ("done", "本月不欠走访"), ("unseen", "90 天没有见面")];
}

/// <summary>Bands of age that lists filter by.</summary>
public static class AgeBands
{
    public static readonly IReadOnlyList<(string Key, string Words, int From, int To)> All =
        [("0-2", "0–2岁", 0, 2), ("3-5", "3–5岁", 3, 5), ("6-11", "6–11岁", 6, 11), ("12-15", "12–15岁", 12, 15), ("16-17", "16–17岁", 16, 17)];

    /// <summary>Born after the first day and not after the second: completed years from…to on the day.</summary>
    public static (DateOnly After, DateOnly Until) Born(int from, int to, DateOnly today) => (today.AddYears(-(to + 1)), today.AddYears(-from));
}
