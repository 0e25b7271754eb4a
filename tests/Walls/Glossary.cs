using System.Text.RegularExpressions;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends the glossary: one English name per thing (docs/glossary.md), British spelling, no empty last names (style, names).</summary>
public sealed partial class Glossary
{
    /// <summary>A word that must not appear as a whole word inside a name, and the glossary's word for it.</summary>
    private static readonly Dictionary<string, string> Synonyms = new()
    {
        ["Kid"] = "Child", ["Kids"] = "Child", ["Minor"] = "Child", ["Juvenile"] = "Child", ["Area"] = "Region", ["Division"] = "Region", ["District"] = "County or Region",
        ["Town"] = "Township", ["Towns"] = "Township", ["ServiceUser"] = "Child", ["Ticket"] = "ProtectionCase or Job", ["Center"] = "Centre", ["Organization"] = "Organisation",
        ["Caregiver"] = "Carer", ["Caretaker"] = "Carer", ["Subsidy"] = "Allowance", ["Roster"] = "Ledger or MonthlyRoll", ["Dossier"] = "ChildFile", ["Hukou"] = "HukouRegion",
        ["Supervisor"] = "TownshipSupervisor", ["Cadre"] = "Worker", ["Staff"] = "Worker",
    };

    /// <summary>Names that contain such a word rightly.</summary>
    private static readonly HashSet<string> Allowed =
    [
        "TownshipSupervisor", "HukouRegion", "InstitutionStaff",   // the glossary's own, and a role of security 2
        "TextArea", "TagHelpers", "TagHelper",                     // HTML's element, the framework's kind of class
    ];

    private static readonly string[] EmptyLastNames = ["Manager", "Helper", "Helpers", "Util", "Utils", "Info", "Data", "Service"];

    [Fact]
    public void Types_carry_the_glossarys_names() =>
        Wall.Holds(Repository.Sources.Where(file => file.IsCSharp && !file.IsGenerated).SelectMany(WrongNames), "Types are named by the glossary (docs/glossary.md).");

    [Theory]
    [InlineData("public sealed class KidList { }", 1)]
    [InlineData("public sealed record Town(string Name);", 1)]
    [InlineData("internal enum DivisionKind { A }", 1)]
    [InlineData("public sealed class ChildService { }", 1)]
    [InlineData("public interface IImportHelper { }", 1)]
    [InlineData("public sealed class ChipTagHelper : TagHelper { }", 0)]
    [InlineData("public sealed class TownshipPage { } // a class Kid", 0)]
    [InlineData("public sealed class TownshipSupervisorHome { }", 0)]
    public void A_synonym_is_found(string text, int count) => Wall.Finds(WrongNames(new("src/Children/A.cs", text)), count);

    [GeneratedRegex(@"\b(?:class|record(?:\s+struct)?|struct|interface|enum)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex TypeNames();

    [GeneratedRegex(@"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])")]
    private static partial Regex Words();

    private static IEnumerable<Offence> WrongNames(SourceFile file)
    {
        foreach (Match match in TypeNames().Matches(file.Bones))
        {
            var name = match.Groups["name"].Value;
            var line = SourceFile.LineOf(file.Bones, match.Index);
            var rest = Allowed.Aggregate(name, (text, allowed) => text.Replace(allowed, "", StringComparison.Ordinal));
            foreach (var word in Words().Matches(rest).Select(part => part.Value))
                if (Synonyms.TryGetValue(word, out var right)) yield return new(file.Path, line, $"{name}: say {right}, not {word}");
            if (EmptyLastNames.FirstOrDefault(last => rest.EndsWith(last, StringComparison.Ordinal)) is { } empty)
                yield return new(file.Path, line, $"{name}: \"{empty}\" says nothing about what it does");
        }
    }
}
