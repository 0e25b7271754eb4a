namespace HuTong.Core.Rules;

/// <summary>民事行为能力 of a child. Source: R-003 (民法典 18–20).</summary>
public enum CivilCapacity
{
    None,
    Limited,
    Full,
}

public static class CivilCapacities
{
    /// <summary>Under 8 none; 8–17 limited; 16–17 living mainly on own earnings counts as full.</summary>
    public static CivilCapacity On(DateOnly bornOn, DateOnly day, bool livesOnOwnEarnings = false) => Ages.On(bornOn, day) switch
    {
        < 8 => CivilCapacity.None,
        >= 18 => CivilCapacity.Full,
        >= 16 when livesOnOwnEarnings => CivilCapacity.Full,
        _ => CivilCapacity.Limited,
    };
}
