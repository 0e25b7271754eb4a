using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace HuTong.Children.Import;

/// <summary>One part of a zip file as its directory describes it. Sizes in bytes; the declared size proves nothing.</summary>
public sealed record ZipPart(string Name, int Method, long Packed, long Declared, long HeaderAt);

/// <summary>
/// The directory of a zip file, and its parts inflated without a limit from the declared size. The framework's own reader stops at
/// the declared size, so a part that lies about it could not be judged while it expands (import.md 2, <c>file-bomb</c>).
/// </summary>
public sealed class ZipParts
{
    private const uint EndMark = 0x06054B50;
    private const uint End64Mark = 0x06064B50;
    private const uint Locator64Mark = 0x07064B50;
    private const uint DirectoryMark = 0x02014B50;
    private const uint LocalMark = 0x04034B50;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int MostParts = 20_000;

    private readonly Stream file;

    private ZipParts(Stream file, IReadOnlyList<ZipPart> all) => (this.file, All) = (file, all);

    public IReadOnlyList<ZipPart> All { get; }

    /// <summary>Null when the directory is missing, cut off or contradicts the file.</summary>
    public static ZipParts? Open(Stream file)
    {
        try
        {
            return FindEnd(file) is var (count, at) && Read(file, count, at) is { } parts ? new ZipParts(file, parts) : null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    public ZipPart? Find(string name) => All.FirstOrDefault(part => string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The part's content as it really is. Null when it cannot be found or is packed in a way nobody uses for spreadsheets.</summary>
    public Inflation? Inflate(ZipPart part)
    {
        Span<byte> header = stackalloc byte[30];
        if (part.HeaderAt < 0 || part.HeaderAt + header.Length > file.Length) return null;
        file.Position = part.HeaderAt;
        file.ReadExactly(header);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalMark) return null;

        var start = part.HeaderAt + 30 + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (start + part.Packed > file.Length) return null;
        var packed = new PackedBytes(file, start, part.Packed);
        return part.Method switch
        {
            Stored => new Inflation(packed, packed),
            Deflated => new Inflation(new DeflateStream(packed, CompressionMode.Decompress), packed),
            _ => null,
        };
    }

    private static (int Count, long At)? FindEnd(Stream file)
    {
        var length = (int)Math.Min(file.Length, 65_557);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        for (var at = length - 22; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndMark) continue;
            var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
            var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            if (count != ushort.MaxValue && start != uint.MaxValue) return (count, start);
            return at >= 20 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - 20)) == Locator64Mark
                ? FindEnd64(file, (long)BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(at - 12)))
                : null;
        }

        return null;
    }

    private static (int Count, long At)? FindEnd64(Stream file, long at)
    {
        Span<byte> record = stackalloc byte[56];
        if (at < 0 || at + record.Length > file.Length) return null;
        file.Position = at;
        file.ReadExactly(record);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != End64Mark) return null;
        var count = BinaryPrimitives.ReadUInt64LittleEndian(record[32..]);
        return count > MostParts ? null : ((int)count, (long)BinaryPrimitives.ReadUInt64LittleEndian(record[48..]));
    }

    private static List<ZipPart>? Read(Stream file, int count, long at)
    {
        if (count > MostParts || at < 0 || at > file.Length) return null;
        file.Position = at;
        List<ZipPart> parts = new(count);
        Span<byte> head = stackalloc byte[46];
        for (var each = 0; each < count; each++)
        {
            file.ReadExactly(head);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != DirectoryMark) return null;
            var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head[28..])];
            var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(head[30..])];
            file.ReadExactly(name);
            file.ReadExactly(extra);
            file.Position += BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);
            parts.Add(Part(head, Encoding.UTF8.GetString(name).Replace('\\', '/'), extra));
        }

        return parts;
    }

    private static ZipPart Part(ReadOnlySpan<byte> head, string name, ReadOnlySpan<byte> extra)
    {
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(head[20..]);
        long declared = BinaryPrimitives.ReadUInt32LittleEndian(head[24..]);
        long at = BinaryPrimitives.ReadUInt32LittleEndian(head[42..]);
        var wide = Wide(extra);
        if (declared == uint.MaxValue) declared = Take(ref wide, declared);
        if (packed == uint.MaxValue) packed = Take(ref wide, packed);
        if (at == uint.MaxValue) at = Take(ref wide, at);
        return new ZipPart(name, BinaryPrimitives.ReadUInt16LittleEndian(head[10..]), packed, declared, at);
    }

    private static long Take(ref ReadOnlySpan<byte> wide, long narrow)
    {
        if (wide.Length < 8) return narrow;
        var value = (long)BinaryPrimitives.ReadUInt64LittleEndian(wide);
        wide = wide[8..];
        return value;
    }

    private static ReadOnlySpan<byte> Wide(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1) return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }
}

/// <summary>A part while it expands, with the packed bytes taken so far.</summary>
public sealed class Inflation(Stream content, PackedBytes packed) : IDisposable
{
    public Stream Content { get; } = content;

    public long Taken => packed.Taken;

    public void Dispose() => Content.Dispose();
}

/// <summary>A stretch of the file; leaves the file open.</summary>
public sealed class PackedBytes(Stream file, long start, long length) : Stream
{
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - Taken);
        if (wanted <= 0) return 0;
        file.Position = start + Taken;
        var got = file.Read(buffer[..wanted]);
        Taken += got;
        return got;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
