namespace HuTong.Walls;

/// <summary>A text file of the repository. <paramref name="Path"/> is relative to the root, with forward slashes.</summary>
public sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<string> code = new(() => CSharpMask.Apply(Text, alsoStrings: false));
    private readonly Lazy<string> bones = new(() => CSharpMask.Apply(Text, alsoStrings: true));

    /// <summary>The text with comments blanked; lines keep their numbers.</summary>
    public string Code => code.Value;

    /// <summary>The text with comments and literals blanked; lines keep their numbers.</summary>
    public string Bones => bones.Value;

    /// <summary>The project's folder: "Core", "Children", "Walls" …</summary>
    public string Room => Path.Split('/') is [("src" or "tests"), var room, _, ..] ? room : "";

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsPage => Path.EndsWith(".cshtml", StringComparison.Ordinal);

    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Written by a tool (migrations); sizes and names in it are not ours.</summary>
    public bool IsGenerated => Path.StartsWith("src/Migrations.", StringComparison.Ordinal);

    public static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}

/// <summary>Where a rule is broken, and how.</summary>
public sealed record Offence(string Path, int Line, string What)
{
    public override string ToString() => Line > 0 ? $"{Path}:{Line} {What}" : $"{Path} {What}";
}
