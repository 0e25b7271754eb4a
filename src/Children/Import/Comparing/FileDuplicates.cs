namespace HuTong.Children.Import;

/// <summary>
/// Compares each row with the earlier rows of the whole file that were not rejected; only the later row gets a code. Source:
/// import.md 9. Keeps prints, not rows.
/// </summary>
public sealed class FileDuplicates
{
    private readonly Dictionary<string, List<RowPrint>> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly BornOn, string RegionCode), List<Likeness>> byBirth = [];
    private readonly Dictionary<(string Name, string RegionCode), List<Likeness>> byName = [];

    /// <summary>Gives the row its codes and, unless it is rejected, keeps it for the rows to come.</summary>
    public void Compare(CheckedRow row)
    {
        var print = row.IdNumber is not null && row.Name.Length > 0 ? new RowPrint(row) : null;
        if (print is not null && byId.TryGetValue(row.IdNumber!, out var earlier)) SameNumber(row, print, earlier);

        var likeness = Likeness.Of(row);
        if (likeness is not null && HasLikelySame(likeness)) row.Give("probable-duplicate", "与本文件中前面的一行很可能是同一名儿童（其中一行没有身份证号），请核对。");
        if (row.Outcome == RowOutcome.Rejected) return;
        if (print is not null) Add(byId, row.IdNumber!, print);
        if (likeness is null) return;
        Add(byBirth, (likeness.BornOn, likeness.RegionCode), likeness);
        Add(byName, (likeness.Name, likeness.RegionCode), likeness);
    }

    private static void SameNumber(CheckedRow row, RowPrint print, List<RowPrint> earlier)
    {
        var id = row.IdNumber is { } number ? $"{number[0]}…{number[^1]}" : "";
        if (earlier.Any(each => each.Name != print.Name)) row.Give("id-name-conflict", $"身份证号 {id} 与前面一行相同，但姓名“{SealedWords.Shown(row.Name)}”不同。");
        var sameName = earlier.Where(each => each.Name == print.Name).ToList();
        if (sameName.Count == 0) return;
        var comparable = sameName.Where(print.IsComparable).ToList();
        if (comparable.Count == 0) row.Give("payment-line", "与前面一行是同一名儿童的另一笔发放，已作为台账事实保留。");
        else if (comparable.Any(print.Equals)) row.Give("duplicate-row", $"身份证号 {id}、姓名和其他内容都与前面一行相同，重复的一行不再保存。");
        else row.Give("duplicate-differs", $"身份证号 {id}、姓名与前面一行相同，但其他内容不同，请核对以哪一行为准。");
    }

    private bool HasLikelySame(Likeness row) =>
        (byBirth.TryGetValue((row.BornOn, row.RegionCode), out var born) && born.Any(each => LikelySame.Are(row, each)))
        || (byName.TryGetValue((row.Name, row.RegionCode), out var named) && named.Any(each => LikelySame.Are(row, each)));

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value) where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = new List<TValue>(1);
        list.Add(value);
    }
}
