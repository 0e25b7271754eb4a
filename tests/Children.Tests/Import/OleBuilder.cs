using System.Buffers.Binary;
using System.Text;

namespace HuTong.Children.Tests.Import;

/// <summary>Makes OLE files by hand: what xls books, Word files and encrypted packages are wrapped in.</summary>
internal static class OleBuilder
{
    /// <summary>The smallest OLE file with one stream of 4,096 bytes or more: header, table, directory, stream.</summary>
    public static byte[] File(string name, byte[] content)
    {
        const int Sector = 512;
        var sectors = Math.Max(8, (content.Length + Sector - 1) / Sector);
        var file = new byte[Sector * (3 + sectors)];
        byte[] magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(file, 0);
        U16(24, 0x3E); U16(26, 3); U16(28, 0xFFFE); U16(30, 9); U16(32, 6);
        U32(44, 1); U32(48, 1); U32(56, 4096); U32(60, 0xFFFFFFFE); U32(68, 0xFFFFFFFE); U32(76, 0);
        for (var at = 80; at < Sector; at += 4) U32(at, 0xFFFFFFFF);
        for (var at = 0; at < 128; at++) U32(Sector + at * 4, at switch { 0 => 0xFFFFFFFD, 1 => 0xFFFFFFFE, _ when at < 1 + sectors => (uint)(at + 1), _ when at == 1 + sectors => 0xFFFFFFFE, _ => 0xFFFFFFFF });
        Entry(Sector * 2, "Root Entry", 5, 0xFFFFFFFE, 0);
        Entry(Sector * 2 + 128, name, 2, 2, (uint)(sectors * Sector));
        content.CopyTo(file, Sector * 3);
        return file;

        void U16(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        void U32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        void Entry(int at, string title, byte kind, uint start, uint size)
        {
            Encoding.Unicode.GetBytes(title).CopyTo(file, at);
            U16(at + 64, (ushort)(title.Length * 2 + 2));
            file[at + 66] = kind;
            U32(at + 116, start);
            U32(at + 120, size);
        }
    }
}
