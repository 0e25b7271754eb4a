using System.Buffers.Binary;
using NetVips;

namespace HuTong.Testing;

/// <summary>Pictures as phones and attackers send them.</summary>
public static class TestPhotos
{
    /// <summary>A JPEG that lies on its side and tells where it was taken.</summary>
    public static byte[] WithPlace(int width = 3000, int height = 2000, int shade = 120)
    {
        using var plain = Plain(width, height, shade);
        using var told = plain.Mutate(image =>
        {
            image.Set(GValue.GIntType, "orientation", 6);
            image.Set(GValue.GStrType, "exif-ifd0-Make", "Huawei");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "35/1 39/1 30/1");
        });
        return told.JpegsaveBuffer();
    }

    public static byte[] Png(int width = 400, int height = 300)
    {
        using var plain = Plain(width, height, 90);
        return plain.PngsaveBuffer();
    }

    /// <summary>A PNG whose header promises a picture of any size, with next to nothing behind it.</summary>
    public static byte[] Promise(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk("IHDR"u8, header);
        Chunk("IDAT"u8, [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
        Chunk("IEND"u8, []);
        return png.ToArray();

        void Chunk(ReadOnlySpan<byte> type, byte[] data)
        {
            byte[] both = [.. type, .. data];
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            png.Write(number);
            png.Write(both);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(both));
            png.Write(number);
        }
    }

    /// <summary>Whether a picture tells anything that a camera wrote.</summary>
    public static (int Width, int Height, bool Tells) Look(byte[] jpeg)
    {
        using var image = Image.JpegloadBuffer(jpeg);
        return (image.Width, image.Height, image.GetFields().Any(field => field.StartsWith("exif", StringComparison.Ordinal) || field is "orientation" or "icc-profile-data" or "xmp-data") || jpeg.AsSpan().IndexOf("Exif"u8) >= 0);
    }

    private static Image Plain(int width, int height, int shade)
    {
        using var black = Image.Black(width, height, bands: 3);
        using var grey = black + shade;
        using var bytes = grey.Cast(Enums.BandFormat.Uchar);
        return bytes.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
