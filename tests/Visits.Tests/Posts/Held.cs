using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Testing;

namespace HuTong.Visits.Tests.Posts;

/// <summary>A worker with an account and one post, written as the security administrator's use cases write it.</summary>
internal sealed record Held(Guid Worker, Guid User, Guid Post)
{
    public const string Township = "370831101", OtherTownship = "370831001", Village = "370831101200", NextVillage = "370831101201", ThirdVillage = "370831101202", OtherVillage = "370831001003";

    public static async Task<Held> Add(World world, string role, string[] places, string name = "周以宁", string kind = "", DateOnly? from = null, DateOnly? to = null, Held? who = null)
    {
        await using var desk = world.AsOperator();
        var held = who is null ? new Held(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()) : who with { Post = Guid.CreateVersion7() };
        if (who is null)
        {
            desk.Db.Add(new Worker { Id = held.Worker, Name = name });
            desk.Db.Add(new Account { Id = held.User, WorkerId = held.Worker, UserName = $"u{held.User:N}", NormalizedUserName = $"U{held.User:N}" });
        }
        var begins = from ?? World.Day.AddDays(-400);
        kind = kind.Length == 0 && role == Roles.VillageDirector ? PostKinds.Responsible : kind;
        desk.Db.Add(new Post { Id = held.Post, UserId = held.User, Role = role, Kind = kind, Region = places.Length == 1 ? places[0] : places[0][..9], ValidFrom = begins, ValidTo = to });
        foreach (var place in places)
            desk.Db.Add(new Jurisdiction { Id = Guid.CreateVersion7(), PostId = held.Post, Prefix = place, IsResponsible = kind == PostKinds.Responsible, ValidFrom = begins, ValidTo = to });
        Assert.Null(await desk.Db.SaveAsync("post-added", new Subject("account", held.User, null, places[0])));
        return held;
    }

    public static Task<Held> Director(World world, string village, string name = "周以宁", string kind = "", DateOnly? from = null, DateOnly? to = null) => Add(world, Roles.VillageDirector, [village], name, kind, from, to);
}
