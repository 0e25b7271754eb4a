using System.Globalization;

namespace HuTong.Core;

/// <summary>Money in whole fen (0.01 yuan). May be negative: a reversal is. Sums that overflow are a bug and throw.</summary>
public readonly record struct Fen(long Amount) : IComparable<Fen>
{
    public static Fen Zero => default;

    /// <summary>Exact yuan; more than two decimals throw, for money is never rounded unasked.</summary>
    public static Fen Yuan(decimal yuan)
    {
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen) ? new Fen((long)fen) : throw new ArgumentOutOfRangeException(nameof(yuan), yuan, "Finer than a fen.");
    }

    public decimal InYuan => Amount / 100m;

    /// <summary>A share of a household payment, rounded down to the fen: the child's favour, as the share is deducted. Source: R-041.</summary>
    /// <param name="persons">At least 1.</param>
    public Fen ShareOf(int persons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(persons, 1);
        var (share, rest) = Math.DivRem(Amount, (long)persons);
        return new Fen(rest < 0 ? share - 1 : share);
    }

    /// <summary>This, or zero when it is below.</summary>
    public Fen AtLeastZero => Amount < 0 ? Zero : this;

    public static Fen operator +(Fen left, Fen right) => new(checked(left.Amount + right.Amount));

    public static Fen operator -(Fen left, Fen right) => new(checked(left.Amount - right.Amount));

    public static Fen operator -(Fen amount) => new(checked(-amount.Amount));

    public static Fen operator *(Fen amount, long times) => new(checked(amount.Amount * times));

    public static bool operator <(Fen left, Fen right) => left.Amount < right.Amount;

    public static bool operator >(Fen left, Fen right) => left.Amount > right.Amount;

    public static bool operator <=(Fen left, Fen right) => left.Amount <= right.Amount;

    public static bool operator >=(Fen left, Fen right) => left.Amount >= right.Amount;

    public int CompareTo(Fen other) => Amount.CompareTo(other.Amount);

    /// <summary>1234.50: yuan, two decimals, no thousands mark.</summary>
    public override string ToString() => InYuan.ToString("0.00", CultureInfo.InvariantCulture);
}
