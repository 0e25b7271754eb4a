using Xunit;

namespace HuTong.Walls;

/// <summary>Defends security §3.4 and docs/decisions/007: nothing that is shipped can take the query filter away.</summary>
public sealed class FirstWallStands
{
    [Fact]
    public void Nothing_shipped_takes_the_first_wall_away() =>
        Wall.Holds(Repository.Sources.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(Takes), "Database.TakeFilterAway is for tests; no setting reaches it (docs/decisions/007).");

    [Fact]
    public void A_switch_in_shipped_code_is_found()
    {
        Wall.Finds(Takes(new("src/Web/Site.cs", "if (Environment.GetEnvironmentVariable(\"HUTONG_TEST_NOFILTER\") == \"1\") database.TakeFilterAway();")), 2);
        Wall.Finds(Takes(new("src/Data/Database.cs", "internal void TakeFilterAway() { } // HUTONG_TEST_NOFILTER")), 1);
    }

    private static IEnumerable<Offence> Takes(SourceFile file)
    {
        if (file.Text.Contains("HUTONG" + "_TEST", StringComparison.Ordinal)) yield return new(file.Path, 0, "reads a variable of tests");
        if (file.Path != "src/Data/Database.cs" && file.Text.Contains("TakeFilterAway", StringComparison.Ordinal)) yield return new(file.Path, 0, "takes the first wall away");
    }
}
