using System.Xml.Linq;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends architecture §1: a room may reference any room before it in the list, and none after it.</summary>
public sealed class ReferencesGoUp
{
    private static readonly string[] Order =
    [
        "Core", "Data", "Ui", "Places", "People", "Children", "Visits", "Allowances", "Protection", "Community", "Oversight",
        "Migrations.Sqlite", "Migrations.Postgres", "Web",
    ];

    [Fact]
    public void Every_room_references_only_rooms_before_it() =>
        Wall.Holds(Repository.Paths.Where(IsRoom).Select(Repository.Read).SelectMany(WrongReferences), "References only go up the list (architecture 1).");

    [Fact]
    public void Every_room_is_in_the_list() =>
        Wall.Holds(Repository.Paths.Where(IsRoom).Select(Repository.Read).Where(file => !Order.Contains(file.Room))
            .Select(file => new Offence(file.Path, 0, "is no room of the list")), "A room is named in architecture 1.");

    [Fact]
    public void A_reference_downwards_is_found() =>
        Wall.Finds(WrongReferences(new("src/Core/Core.csproj", """<Project><ItemGroup><ProjectReference Include="../Data/Data.csproj" /></ItemGroup></Project>""")), 1);

    private static bool IsRoom(string path) =>
        path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal);

    private static IEnumerable<Offence> WrongReferences(SourceFile project) =>
        from reference in XDocument.Parse(project.Text).Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension((string?)reference.Attribute("Include") ?? "")
        where Array.IndexOf(Order, target) < 0 || Array.IndexOf(Order, target) >= Array.IndexOf(Order, project.Room)
        select new Offence(project.Path, 0, $"references {target}");
}
