using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Testing;

namespace HuTong.Walls.Matrix;

/// <summary>An invented child whose every fact names where it lives, so that one seen in the wrong place is known at sight.</summary>
/// <param name="Village">12 digits.</param>
internal sealed record Canary(Guid Id, string Village, string Name, string Number, string Phone)
{
    /// <summary>One child in each village: the visitor's own, a neighbour's, another township's, another county's, another city's.</summary>
    public static async Task<IReadOnlyList<Canary>> Hatch(World world, IReadOnlyList<string> villages)
    {
        var hatched = new List<Canary>();
        foreach (var (at, village) in villages.Index())
        {
            var first17 = $"37089920150607{at + 11:000}";
            var canary = new Canary(Guid.CreateVersion7(), village, $"雀{"甲乙丙丁戊己庚辛"[at]}鸣", first17 + IdNumber.CheckDigit(first17), $"1390000{at + 11:0000}");
            await using var desk = world.As("township-supervisor", village[..9]);
            var outcome = await desk.Get<CreateFile>().Run(canary.Form(at));
            hatched.Add(outcome.Ok ? canary with { Id = outcome.Value } : throw new InvalidOperationException(outcome.Problems[0].Code + " " + outcome.Problems[0].Field));
        }
        return hatched;
    }

    // The file's id is made of the key and of who sends it.
    private NewFile Form(int at) => new()
    {
        Key = Id, Name = Name, Number = Number, BornOn = new DateOnly(2015, 6, 7), Sex = IdNumber.Of(Number).Sex == Sex.Male ? "male" : "female", Place = Village,
        Address = $"{Name}家 {at + 1} 号", Situations = ["both-away"], CarerName = $"{Name}婆", CarerRelation = "grandmother", CarerPhone = Phone, KnownBy = "visit",
    };

    public bool SingsIn(string text) => text.Contains(Name, StringComparison.Ordinal) || ShowsWholeNumber(text);

    public bool ShowsWholeNumber(string text) => text.Contains(Number, StringComparison.Ordinal) || text.Contains(Phone, StringComparison.Ordinal);
}
