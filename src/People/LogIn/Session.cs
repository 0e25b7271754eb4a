using HuTong.Data.Fence;
using HuTong.Data.Record;

namespace HuTong.People.LogIn;

/// <summary>A log-in that lasts: read anew on every request, so that ending it acts at once (security.md 7). Log-in and log-out are events of their own.</summary>
[Unfenced("who is signed in; no child's fact")]
public sealed class Session : IRecordedElsewhere
{
    /// <summary>The sid of the cookie.</summary>
    public Guid Id { get; set; }
    public Guid UserId { get; set; }

    /// <summary>Null until one of several posts is chosen.</summary>
    public Guid? PostId { get; set; }

    /// <summary>web; the phone will have its own.</summary>
    public string Kind { get; set; } = "web";
    public DateTime CreatedAt { get; set; }

    /// <summary>Kept to the minute.</summary>
    public DateTime LastSeen { get; set; }

    /// <summary>Eight hours after log-in, whatever happens.</summary>
    public DateTime Ends { get; set; }
    public DateTime? RevokedAt { get; set; }
    public string Ip { get; set; } = "";
    public string Agent { get; set; } = "";

    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20), Longest = TimeSpan.FromHours(8);
}
