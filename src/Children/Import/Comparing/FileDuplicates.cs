namespace HuTong.Children.Import;

/// <summary>
/// Compares each row with the earlier rows of the whole file that were not rejected; only the later row gets a code. Source:
/// import.md 9. Keeps prints, not rows.
/// </summary>
public sealed class FileDuplicates
{
    private readonly PrintChains byNumber = new((left, right) => left.Number == right.Number, print => print.Number.GetHashCode(), print => ref print.NextOfNumber);
    private readonly PrintChains byBirth = new((left, right) => left.BornOn == right.BornOn && left.Region == right.Region, print => HashCode.Combine(print.BornOn, print.Region), print => ref print.NextOfBirth);
    private readonly PrintChains byName = new((left, right) => left.Name == right.Name && left.Region == right.Region, print => HashCode.Combine(print.Name, print.Region), print => ref print.NextOfName);

    /// <summary>Gives the row its codes and, unless it is rejected, keeps it for the rows to come.</summary>
    public void Compare(CheckedRow row)
    {
        var print = new RowPrint(row);
        if (print.Number != 0) SameNumber(row, print, [.. byNumber.Of(print)]);
        var likeness = Likeness.Of(row);
        if (likeness is not null && HasLikelySame(likeness, print)) row.Give("probable-duplicate", "与本文件中前面的一行很可能是同一名儿童（其中一行没有身份证号），请核对。");
        if (row.Outcome == RowOutcome.Rejected) return;
        if (print.Number != 0) byNumber.Keep(print);
        if (likeness is null) return;
        byBirth.Keep(print);
        byName.Keep(print);
    }

    private static void SameNumber(CheckedRow row, RowPrint print, List<RowPrint> earlier)
    {
        if (earlier.Count == 0) return;
        var id = row.IdNumber is { } number ? $"{number[0]}…{number[^1]}" : "";
        if (earlier.Any(each => each.Name != print.Name)) row.Give("id-name-conflict", $"身份证号 {id} 与前面一行相同，但姓名“{SealedWords.Shown(row.Name)}”不同。");
        var sameName = earlier.Where(each => each.Name == print.Name).ToList();
        if (sameName.Count == 0) return;
        var comparable = sameName.Where(print.IsComparable).ToList();
        if (comparable.Count == 0) row.Give("payment-line", "与前面一行是同一名儿童的另一笔发放，已作为台账事实保留。");
        else if (comparable.Any(print.Equals)) row.Give("duplicate-row", $"身份证号 {id}、姓名和其他内容都与前面一行相同，重复的一行不再保存。");
        else row.Give("duplicate-differs", $"身份证号 {id}、姓名与前面一行相同，但其他内容不同，请核对以哪一行为准。");
    }

    private bool HasLikelySame(Likeness row, RowPrint print) =>
        byBirth.Of(print).Any(each => LikelySame.Are(row, each.Likeness)) || byName.Of(print).Any(each => LikelySame.Are(row, each.Likeness));
}

/// <summary>Prints with one key in common, a chain for each key: neither the keys nor lists are held besides.</summary>
internal sealed class PrintChains(Func<RowPrint, RowPrint, bool> areOne, Func<RowPrint, int> hash, PrintChains.Link next)
{
    /// <summary>Where a print holds the next of its chain.</summary>
    public delegate ref RowPrint? Link(RowPrint print);

    private readonly HashSet<RowPrint> heads = new(EqualityComparer<RowPrint>.Create((left, right) => areOne(left!, right!), hash));

    /// <summary>The prints that were kept with the same key, in no order.</summary>
    public IEnumerable<RowPrint> Of(RowPrint print)
    {
        heads.TryGetValue(print, out var head);
        for (var each = head; each is not null; each = next(each)) yield return each;
    }

    public void Keep(RowPrint print)
    {
        if (heads.Add(print)) return;
        heads.TryGetValue(print, out var head);
        next(print) = next(head!);
        next(head!) = print;
    }
}
