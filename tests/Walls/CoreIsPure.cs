using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends architecture §1 and §2: Core has no packages, no I/O and no clock, so every rule is a function of its values.</summary>
public sealed partial class CoreIsPure
{
    [Fact]
    public void Core_references_nothing() =>
        Wall.Holds(References(Repository.Read("src/Core/Core.csproj")), "Core has no packages and references no room (architecture 1).");

    [Fact]
    public void Core_reads_no_file_no_network_and_no_clock() =>
        Wall.Holds(Repository.Sources.Where(file => file.IsProduct && file.Room == "Core").SelectMany(Impurities), "Core only computes (architecture 2).");

    [Fact]
    public void A_package_and_a_clock_are_found()
    {
        Wall.Finds(References(new("src/Core/Core.csproj", """<Project><ItemGroup><PackageReference Include="Sep" /></ItemGroup></Project>""")), 1);
        Wall.Finds(Impurities(new("src/Core/X.cs", "var day = TimeProvider.System.GetUtcNow();\nusing System.IO; // Task.Run\nawait File.ReadAllTextAsync(name);")), 3);
    }

    private static IEnumerable<Offence> References(SourceFile project) =>
        XDocument.Parse(project.Text).Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference")
            .Select(element => new Offence(project.Path, 0, $"references {(string?)element.Attribute("Include")}"));

    // Embedded tables are part of the program, so reading a manifest resource of one's own assembly is allowed.
    [GeneratedRegex(@"\b(System\.IO\.(?!Stream|TextReader|StringReader)|using System\.IO;|using System\.Net|File\.|Directory\.|HttpClient|Socket|Process\.|Console\.|Environment\.(?!NewLine)|TimeProvider|DateTime\.(Now|UtcNow|Today)|DateTimeOffset\.(Now|UtcNow)|Stopwatch|Random\b|Thread\.|Task\.(Run|Delay)|Microsoft\.)")]
    private static partial Regex Impure();

    private static IEnumerable<Offence> Impurities(SourceFile file) =>
        Impure().Matches(file.Bones).Select(match => new Offence(file.Path, SourceFile.LineOf(file.Bones, match.Index), $"uses {match.Value}"));
}
