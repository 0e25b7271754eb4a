using HuTong.Core;
using NetVips;

namespace HuTong.Data.Files;

/// <summary>A sent picture becomes a JPEG of our own: known by its content, judged by its header, made anew upright, small and without what the camera wrote into it. Source: security.md 10, T16.</summary>
public static class Photo
{
    /// <summary>Bytes of one sent file.</summary>
    public const int MostBytes = 15 << 20;

    /// <summary>Pixels of the longer side: of what is kept, and of what is decoded at all.</summary>
    public const int Side = 2048, MostSide = 12_000;
    private const long MostPixels = 40_000_000;
    private const int Quality = 85;

    // Each holds tens of megabytes while it is decoded, and its own bytes from when they are read.
    private static readonly SemaphoreSlim AtOnce = new(4);

    /// <param name="file">Of known length, from its beginning; it is read when its turn has come.</param>
    public static async Task<Outcome<byte[]>> Remake(Stream file, CancellationToken cancel = default)
    {
        if (file.Length > MostBytes) return new Problem("photo-too-large", $"照片太大了，一张最大 {MostBytes >> 20} MB。请把手机相机的分辨率调低，再拍一张。", Source: "security.md 10");
        await AtOnce.WaitAsync(cancel);
        try
        {
            var sent = new byte[file.Length];
            await file.ReadExactlyAsync(sent, cancel);
            var isJpeg = sent.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);
            if (!isJpeg && !sent.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return new Problem("photo-kind", "这不是 JPG 或 PNG 照片，改了文件名也不行。请选手机拍的原照片。", Source: "security.md 10");
            using var image = isJpeg ? Image.JpegloadBuffer(sent, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated) : Image.PngloadBuffer(sent, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
            // Only the header is read so far.
            if (Math.Max(image.Width, image.Height) > MostSide || (long)image.Width * image.Height > MostPixels)
                return new Problem("photo-too-many-pixels", $"照片有 {image.Width}×{image.Height} 个像素，太多了，最多 {MostPixels / 10_000} 万。请把手机相机的分辨率调低，再拍一张。", Source: "T16");
            using var small = image.ThumbnailImage(Side, height: Side, size: Enums.Size.Down, outputProfile: "srgb");
            using var opaque = small.HasAlpha() ? small.Flatten(background: [255]) : small.Copy();
            return opaque.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
        }
        catch (VipsException) { return new Problem("photo-damaged", "照片打不开，可能没有传完整。请重新选，或者再拍一张。"); }
        finally { AtOnce.Release(); }
    }
}
