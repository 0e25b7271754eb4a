using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Testing;

namespace HuTong.Children.FileTests;

/// <summary>A worker with an account and one post over one place.</summary>
internal static class OnePost
{
    public static async Task Add(World world, string role, string region, string name = "周以宁", DateOnly? from = null, DateOnly? to = null)
    {
        await using var desk = world.AsOperator();
        var (worker, account, post) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        desk.Db.Add(new Worker { Id = worker, Name = name });
        desk.Db.Add(new Account { Id = account, WorkerId = worker, UserName = $"u{account:N}", NormalizedUserName = $"U{account:N}" });
        desk.Db.Add(new Post { Id = post, UserId = account, Role = role, Region = region, ValidFrom = from ?? World.Day.AddDays(-400), ValidTo = to });
        desk.Db.Add(new Jurisdiction { Id = Guid.CreateVersion7(), PostId = post, Prefix = region, ValidFrom = from ?? World.Day.AddDays(-400), ValidTo = to });
        Assert.Null(await desk.Db.SaveAsync("post-added", new Subject("post", post, null, region)));
    }
}
