using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HuTong.Data.Jobs;

/// <summary>Work of a room that the clock asks for once a day in the whole deployment.</summary>
/// <param name="Kind">Of the handler.</param>
/// <param name="Order">Which of the day's works goes first: what ends categories before what counts children.</param>
public sealed record DailyJob(string Kind, int Order)
{
    /// <summary>The work of one day; its id is the day's, so that several servers ask for it once.</summary>
    public Job For(DateOnly day, DateTime now) => new()
    {
        Id = new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Kind} {day:yyyy-MM-dd}"))).AsSpan(0, 16)), Kind = Kind, RunAt = now.AddMilliseconds(Order - 1000), CreatedAt = now,
    };
}
