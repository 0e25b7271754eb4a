using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.AspNetCore.Identity;

namespace HuTong.People.Accounts;

/// <summary>A log-in of one worker. Identity's base carries name and hash; the columns of it that we do not use are left out of the table.</summary>
[Unfenced("an account is of a worker and holds no child's fact; only the security administrator's pages list accounts")]
public sealed class Account : IdentityUser<Guid>, IVersioned
{
    public Guid WorkerId { get; set; }

    /// <summary>Blind index of the staff ID number; one active account per person (T12). Not unique in the table: a unique index would tell that a person exists (T13).</summary>
    [NotRecorded]
    public byte[]? PersonKey { get; set; }

    /// <summary>proposed, active, locked, dormant, closed (states.md).</summary>
    public string State { get; set; } = AccountStates.Active;

    /// <summary>The next thing this account does is to choose a password.</summary>
    public bool MustChange { get; set; }

    [NotRecorded]
    public override string? PasswordHash { get; set; }

    /// <summary>The last five hashes, newest first, one a line.</summary>
    [NotRecorded]
    public string PasswordHistory { get; set; } = "";

    /// <summary>When the password was chosen; null for a password that does not grow old (the demo city).</summary>
    public DateTime? PasswordSetAt { get; set; }

    /// <summary>Until when a one-time password is good, 72 hours; null when the password is the worker's own.</summary>
    public DateTime? OneTimeUntil { get; set; }

    /// <summary>Set by the fifth wrong password in a row; log-in is shut until then.</summary>
    public DateTime? LockedUntil { get; set; }

    public DateTime? LastSignedInAt { get; set; }
    public DateTime CreatedAt { get; set; }
    public long Version { get; set; }

    /// <summary>How a log-in name is compared: without case and blanks around it.</summary>
    public static string Normalise(string? username) => (username ?? "").Trim().Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();
}

/// <summary>States of an account (states.md).</summary>
public static class AccountStates
{
    public const string Proposed = "proposed", Active = "active", Locked = "locked", Dormant = "dormant", Closed = "closed";

    public static string Says(string state) => state switch
    {
        Proposed => "等批准", Active => "在用", Locked => "已锁", Dormant => "已休眠", Closed => "已停用", _ => state,
    };
}
