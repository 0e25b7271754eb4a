using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>Whether a log-in is over because the same account logged in at another place (T12): both carry one instant. Its holder is told so at the door.</summary>
public sealed class EndedElsewhereQuery(HuTongDb db)
{
    public Task<bool> Run(Guid sessionId, CancellationToken cancel = default)
    {
        var sessions = db.Set<Session>().AsNoTracking();
        return sessions.AnyAsync(ended => ended.Id == sessionId && ended.RevokedAt != null && sessions.Any(next => next.UserId == ended.UserId && next.Id != ended.Id && next.CreatedAt == ended.RevokedAt), cancel);
    }
}
