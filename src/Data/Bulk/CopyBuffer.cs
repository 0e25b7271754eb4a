using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HuTong.Data.Bulk;

/// <summary>
/// A piece of rows in PostgreSQL's binary COPY format, to be sent at once. The driver's own importer asks for the type of every cell anew,
/// which costs more than the cell. Source: PostgreSQL manual, COPY, "Binary Format".
/// </summary>
internal sealed class CopyBuffer
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int EpochDay = DateOnly.FromDateTime(Epoch).DayNumber;
    private readonly ArrayBufferWriter<byte> bytes = new();

    public ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    public void Start()
    {
        bytes.ResetWrittenCount();
        bytes.Write("PGCOPY"u8);
        bytes.Write<byte>([(byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0]);   // end of the signature, flags, no extension
    }

    public void Row(int columns) => Number16((short)columns);

    public void End() => Number16(-1);

    public void Add(string? text)
    {
        if (text is null) Null();
        else
        {
            var size = Encoding.UTF8.GetByteCount(text);
            Encoding.UTF8.GetBytes(text, Cell(size));
        }
    }

    public void Add(byte[]? value)
    {
        if (value is null) Null();
        else value.CopyTo(Cell(value.Length));
    }

    public void Add(Guid id) => id.TryWriteBytes(Cell(16), bigEndian: true, out _);

    public void Add(DateOnly day) => BinaryPrimitives.WriteInt32BigEndian(Cell(4), day.DayNumber - EpochDay);

    /// <param name="at">UTC; stored to the microsecond.</param>
    public void Add(DateTime at) => BinaryPrimitives.WriteInt64BigEndian(Cell(8), (at - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Add(bool yes) => Cell(1)[0] = yes ? (byte)1 : (byte)0;

    public void Add(int number) => BinaryPrimitives.WriteInt32BigEndian(Cell(4), number);

    public void Add(long number) => BinaryPrimitives.WriteInt64BigEndian(Cell(8), number);

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    private Span<byte> Cell(int size)
    {
        var span = Take(4 + size);
        BinaryPrimitives.WriteInt32BigEndian(span, size);
        return span[4..];
    }

    private void Number16(short number) => BinaryPrimitives.WriteInt16BigEndian(Take(2), number);

    private Span<byte> Take(int size)
    {
        var span = bytes.GetSpan(size)[..size];
        bytes.Advance(size);
        return span;
    }
}
