namespace HuTong.Data;

/// <summary>One line of rights.tsv: what a handler needs (security.md 3.5).</summary>
/// <param name="Handler">Razor handler name, `-` for the plain one.</param>
/// <param name="Roles">Role codes; `anonymous` lets everybody in, `signed-in` every account.</param>
/// <param name="Scope">none, region, child or admin.</param>
/// <param name="Class">open, personal, sealed, money or admin.</param>
public sealed record Right(string Method, string Route, string Handler, string Name, IReadOnlySet<string> Roles, string Scope, string Class, bool Purpose, bool SecondPerson)
{
    public bool IsAnonymous => Roles.Contains("anonymous");
    public bool Allows(string role) => IsAnonymous || role.Length > 0 && (Roles.Contains("signed-in") || Roles.Contains(role));
}

/// <summary>The authorisation itself: every handler stands here, or it is not found. Loaded by Web from rights.tsv.</summary>
public sealed class Rights(IReadOnlyList<Right> all)
{
    private readonly Dictionary<(string, string, string), Right> _byHandler = all.ToDictionary(right => (right.Method, right.Route.ToLowerInvariant(), right.Handler.ToLowerInvariant()));
    private readonly ILookup<string, Right> _byName = all.ToLookup(right => right.Name);

    public IReadOnlyList<Right> All => all;

    public Right? Of(string method, string route, string handler) => _byHandler.GetValueOrDefault((method, route.ToLowerInvariant(), handler.ToLowerInvariant()));

    /// <summary>May a role do what a right is named for? Rooms ask it to hide what is not theirs.</summary>
    public bool Allows(string role, string name) => _byName[name].Any(right => right.Allows(role));

    /// <summary>Reads the table: method, route, handler, right, roles (comma), scope, class, purpose (y/-), second (y/-).</summary>
    public static Rights Read(TextReader reader)
    {
        var all = new List<Right>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var cell = line.Split('\t');
            if (cell.Length != 9) throw new FormatException($"rights.tsv: 9 columns wanted: {line}");
            foreach (var method in cell[0].Split(','))
                all.Add(new Right(method, cell[1], cell[2], cell[3], cell[4].Split(',').ToHashSet(), cell[5], cell[6], cell[7] == "y", cell[8] == "y"));
        }
        return new Rights(all);
    }
}
