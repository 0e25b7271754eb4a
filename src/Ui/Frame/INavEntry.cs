namespace HuTong.Ui.Frame;

/// <summary>A word of the top bar; every room gives its own (architecture.md 1). At most seven are shown.</summary>
public interface INavEntry
{
    /// <summary>Smaller is further left: 10 今日待办, 20 儿童档案, 30 走访, 40 待人工核对, 50 导入, 60 待遇发放, 70 覆盖情况, 80 and up for administrators.</summary>
    int Order { get; }

    /// <summary>Where it leads; also lights up for every page below it: /children.</summary>
    string Route { get; }

    /// <summary>Chinese, at most six characters: 儿童档案.</summary>
    string Words { get; }

    /// <summary>The right that opens the page (rights.tsv); without it the word is not shown. Empty: everybody signed in.</summary>
    string Right { get; }

    /// <summary>How many things wait for this person; null or 0 shows no badge. Must be cheap: it runs on every page.</summary>
    Task<int?> Count(CancellationToken cancel) => Task.FromResult<int?>(null);
}
