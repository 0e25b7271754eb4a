namespace HuTong.Children.Demo;

/// <summary>What later rooms must know of the story (demo.md 5).</summary>
public static class DemoStories
{
    /// <summary>Villages where nobody came for four months, nine children each.</summary>
    public static readonly IReadOnlyList<string> NeglectedVillages = ["370831109206", "370832101202", "370826206202", "370828112204"];
}
