using System.Text;
using System.Text.RegularExpressions;

namespace HuTong.Ui.Frame;

/// <summary>
/// The files of the look. They lie in this assembly, not in wwwroot, so that a published folder, a container and a test host serve the same bytes.
/// The style sheet is the parts of Assets/look in order; the script is htmx and hutong.js in one, to keep a first load at four requests.
/// </summary>
public static partial class Assets
{
    public static Asset Look { get; } = new("look.css", Text(NoComments().Replace(Join(Names("look/")), "")));
    public static Asset Script { get; } = new("hutong.js", Text(Join(["htmx.min.js", .. Names("script/")])));
    public static Asset Favicon { get; } = One("favicon.svg");
    public static Asset Mark { get; } = One("mark.svg");
    public static Asset Logo { get; } = One("logo.svg");
    public static Asset LoginArt { get; } = One("login.svg");

    public static IReadOnlyList<Asset> All { get; } = [Look, Script, Favicon, Mark, Logo, LoginArt];

    private static Asset One(string name) => new(name, Text(Read(name)));

    private static string Join(IEnumerable<string> names) => string.Join('\n', names.Select(Read));

    private static IEnumerable<string> Names(string folder) =>
        typeof(Assets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Read(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The asset {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    [GeneratedRegex(@"/\*.*?\*/\s*", RegexOptions.Singleline)]
    private static partial Regex NoComments();
}
