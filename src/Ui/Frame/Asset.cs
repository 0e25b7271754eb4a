using System.IO.Compression;
using System.Security.Cryptography;

namespace HuTong.Ui.Frame;

/// <summary>One file that browsers keep for a year: its path holds the hash of its content, so a new version has a new path.</summary>
public sealed class Asset
{
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;

    /// <param name="name">File name with extension: look.css.</param>
    /// <param name="content">The bytes as served uncompressed.</param>
    public Asset(string name, byte[] content)
    {
        Content = content;
        Hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        Path = $"/ui/{System.IO.Path.GetFileNameWithoutExtension(name)}.{Hash}{System.IO.Path.GetExtension(name)}";
        Type = TypeOf(name);
        brotli = new(() => Squeeze(output => new BrotliStream(output, CompressionLevel.SmallestSize)));
        gzip = new(() => Squeeze(output => new GZipStream(output, CompressionLevel.SmallestSize)));
    }

    public string Path { get; }
    public string Hash { get; }
    public string Type { get; }
    public byte[] Content { get; }

    /// <summary>Squeezed once, on first demand.</summary>
    public byte[] Brotli => brotli.Value;

    /// <summary>Squeezed once, on first demand.</summary>
    public byte[] Gzip => gzip.Value;

    private byte[] Squeeze(Func<Stream, Stream> open)
    {
        using var output = new MemoryStream();
        using (var stream = open(output)) stream.Write(Content);
        return output.ToArray();
    }

    private static string TypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new ArgumentException($"No content type for {other}.", nameof(name)),
    };
}
