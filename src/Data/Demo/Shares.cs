namespace HuTong.Data.Demo;

/// <summary>Whole numbers that add up to a total, in proportion to weights: the largest remainder wins, the earlier at a tie.</summary>
public static class Shares
{
    public static int[] Of(int total, IReadOnlyList<int> weights)
    {
        var all = weights.Sum(weight => (long)weight);
        if (all == 0) return new int[weights.Count];
        var shares = weights.Select(weight => (int)(total * (long)weight / all)).ToArray();
        var order = Enumerable.Range(0, weights.Count).OrderByDescending(at => total * (long)weights[at] % all).ThenBy(at => at).ToList();
        for (var at = 0; shares.Sum() < total; at++) shares[order[at % order.Count]]++;
        return shares;
    }

    /// <summary>The same, but no share is greater than its room.</summary>
    public static int[] Within(int total, IReadOnlyList<int> weights, IReadOnlyList<int> room)
    {
        var shares = Of(total, weights).Select((share, at) => Math.Min(share, room[at])).ToArray();
        for (var at = 0; shares.Sum() < total; at = (at + 1) % shares.Length)
            if (shares[at] < room[at]) shares[at]++;
        return shares;
    }
}
