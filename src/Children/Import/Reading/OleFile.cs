using System.Buffers.Binary;
using System.Text;

namespace HuTong.Children.Import;

/// <summary>
/// The directory of an OLE file and one stream of it: enough to tell an xls from a Word file and from an encrypted package. The
/// library opens such files too, but tries its own password on them and does not say what it met.
/// </summary>
public sealed class OleFile
{
    private const uint LastSector = 0xFFFFFFFA;
    private const int SmallStream = 4096;
    private const int SmallSector = 64;
    private const string Root = "";
    private readonly Stream file;
    private readonly int sectorSize;
    private readonly List<uint> table;
    private readonly uint smallTableAt;
    private readonly Dictionary<string, (uint Start, long Size)> streams;

    private OleFile(Stream file, int sectorSize, List<uint> table, uint smallTableAt, Dictionary<string, (uint, long)> streams) =>
        (this.file, this.sectorSize, this.table, this.smallTableAt, this.streams) = (file, sectorSize, table, smallTableAt, streams);

    /// <summary>Null when the file is cut off or its chains make no sense.</summary>
    public static OleFile? Open(Stream file)
    {
        var header = new byte[512];
        file.Position = 0;
        if (file.ReadAtLeast(header, 512, throwOnEndOfStream: false) < 512) return null;
        var shift = U16(header, 30);
        if (shift is < 7 or > 12) return null;

        var size = 1 << shift;
        if (Table(file, header, size) is not { } table) return null;
        if (Chain(file, table, size, U32(header, 48), long.MaxValue) is not { } directory) return null;
        return new OleFile(file, size, table, U32(header, 60), Entries(directory));
    }

    public bool Has(string name) => streams.ContainsKey(name);

    /// <summary>The bytes of a stream; null when it is missing or cut off.</summary>
    public byte[]? Read(string name)
    {
        if (!streams.TryGetValue(name, out var found) || found.Size > file.Length) return null;
        var bytes = found.Size < SmallStream ? ReadSmall(found.Start, (int)found.Size) : Chain(file, table, sectorSize, found.Start, found.Size);
        return bytes is not null && bytes.Length >= found.Size ? bytes[..(int)found.Size] : null;
    }

    /// <summary>Streams below 4,096 bytes lie in pieces of 64 bytes inside a store of their own, with a table of their own.</summary>
    private byte[]? ReadSmall(uint start, int size)
    {
        if (!streams.TryGetValue(Root, out var root) || Chain(file, table, sectorSize, root.Start, root.Size) is not { } store) return null;
        if (Chain(file, table, sectorSize, smallTableAt, long.MaxValue) is not { } links) return null;
        using var content = new MemoryStream();
        for (var at = start; content.Length < size && at < LastSector;)
        {
            if ((at + 1L) * SmallSector > store.Length || (at + 1L) * 4 > links.Length) return null;
            content.Write(store, (int)at * SmallSector, SmallSector);
            at = U32(links, (int)at * 4);
        }

        return content.ToArray();
    }

    private static List<uint>? Table(Stream file, byte[] header, int size)
    {
        List<uint> sectors = [];
        for (var at = 76; at < 512; at += 4)
            if (U32(header, at) < LastSector) sectors.Add(U32(header, at));

        var buffer = new byte[size];
        var next = U32(header, 68);
        for (var steps = U32(header, 72); steps > 0 && next < LastSector; steps--)
        {
            if (!Sector(file, size, next, buffer)) return null;
            for (var at = 0; at < size - 4; at += 4)
                if (U32(buffer, at) < LastSector) sectors.Add(U32(buffer, at));
            next = U32(buffer, size - 4);
        }

        List<uint> table = new(sectors.Count * size / 4);
        foreach (var sector in sectors)
        {
            if (!Sector(file, size, sector, buffer)) return null;
            for (var at = 0; at < size; at += 4) table.Add(U32(buffer, at));
        }

        return table;
    }

    private static byte[]? Chain(Stream file, List<uint> table, int size, uint start, long length)
    {
        using var content = new MemoryStream();
        var buffer = new byte[size];
        for (var (at, steps) = (start, 0); at < LastSector && content.Length < length; at = table[(int)at], steps++)
        {
            if (at >= table.Count || steps > table.Count || !Sector(file, size, at, buffer)) return null;
            content.Write(buffer);
        }

        return content.ToArray();
    }

    private static bool Sector(Stream file, int size, uint number, byte[] buffer)
    {
        var at = (number + 1L) * size;
        if (at >= file.Length) return false;
        file.Position = at;
        var got = file.ReadAtLeast(buffer, size, throwOnEndOfStream: false);
        Array.Clear(buffer, got, size - got);
        return true;   // the last sector of a file may be short
    }

    private static Dictionary<string, (uint, long)> Entries(byte[] directory)
    {
        Dictionary<string, (uint, long)> entries = new(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at + 128 <= directory.Length; at += 128)
        {
            var length = U16(directory, at + 64);
            if (length is < 2 or > 64 || directory[at + 66] == 0) continue;
            var name = directory[at + 66] == 5 ? Root : Encoding.Unicode.GetString(directory, at, length - 2);   // some writers name the root R
            entries.TryAdd(name, (U32(directory, at + 116), U32(directory, at + 120)));
        }

        return entries;
    }

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
