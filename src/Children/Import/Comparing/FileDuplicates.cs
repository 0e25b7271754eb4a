namespace HuTong.Children.Import;

/// <summary>
/// Compares each row with the earlier rows of the whole file that were not rejected; only the later row gets a code. Source:
/// import.md 9. Keeps prints, not rows.
/// </summary>
public sealed class FileDuplicates
{
    // The latest row of each key; it leads to the earlier ones of the same key.
    private readonly Dictionary<string, RowPrint> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly BornOn, string RegionCode), KeptLikeness> byBirth = [];
    private readonly Dictionary<(string Name, string RegionCode), KeptLikeness> byName = [];

    /// <summary>Gives the row its codes and, unless it is rejected, keeps it for the rows to come.</summary>
    public void Compare(CheckedRow row)
    {
        var print = row.IdNumber is not null && row.Name.Length > 0 ? new RowPrint(row) : null;
        if (print is not null && byId.TryGetValue(row.IdNumber!, out var earlier)) SameNumber(row, print, [.. earlier.Line()]);

        var likeness = Likeness.Of(row);
        if (likeness is not null && HasLikelySame(likeness)) row.Give("probable-duplicate", "与本文件中前面的一行很可能是同一名儿童（其中一行没有身份证号），请核对。");
        if (row.Outcome == RowOutcome.Rejected) return;
        if (print is not null)
        {
            print.Earlier = byId.GetValueOrDefault(row.IdNumber!);
            byId[row.IdNumber!] = print;
        }

        if (likeness is null) return;
        var (birth, name) = ((likeness.BornOn, likeness.RegionCode), (likeness.Name, likeness.RegionCode));
        byBirth[birth] = byName[name] = new KeptLikeness(likeness, byBirth.GetValueOrDefault(birth), byName.GetValueOrDefault(name));
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

    private bool HasLikelySame(Likeness row)
    {
        for (var each = byBirth.GetValueOrDefault((row.BornOn, row.RegionCode)); each is not null; each = each.EarlierBorn)
            if (LikelySame.Are(row, each.Row)) return true;
        for (var each = byName.GetValueOrDefault((row.Name, row.RegionCode)); each is not null; each = each.EarlierNamed)
            if (LikelySame.Are(row, each.Row)) return true;
        return false;
    }

    /// <summary>A kept row between the earlier ones of its birth and of its name.</summary>
    private sealed record KeptLikeness(Likeness Row, KeptLikeness? EarlierBorn, KeptLikeness? EarlierNamed);
}
