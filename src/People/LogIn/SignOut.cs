using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;

namespace HuTong.People.LogIn;

/// <summary>Ends all sessions of who asks.</summary>
public sealed class SignOut(HuTongDb db, Scope scope, ChinaClock clock)
{
    public async Task Run(CancellationToken cancel = default)
    {
        if (!scope.IsSignedIn) return;
        await db.EndAll(scope.UserId, clock.Now, cancel: cancel);
        await db.SaveAsync("signed-out", new Subject("account", scope.UserId, null, scope.OfficeRegion), cancel: cancel);
    }
}
