using System.Buffers.Binary;
using System.Security.Cryptography;
using HuTong.Data.Crypto;

namespace HuTong.Data.Files;

/// <summary>Keeps bytes encrypted in chunks of 1 MiB under data/files/ab/id (format HTF1): chunks cannot be swapped, cut or moved to another file.</summary>
public sealed class FileStore(Database database, FieldCipher cipher)
{
    private const int Chunk = 1 << 20;
    private static ReadOnlySpan<byte> Magic => "HTF1"u8;

    /// <summary>Encrypts a stream into the store.</summary>
    /// <returns>Plain size in bytes and the keyed hash of the content.</returns>
    public async Task<(long Size, byte[] Mac)> Write(Guid id, string region, Stream content, CancellationToken cancel = default)
    {
        var path = PathOf(id);
        PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
        var part = $"{path}.{Path.GetRandomFileName()}";   // the same file may be sent twice at once
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        await using (var file = PrivateFiles.Create(part))
        {
            file.Write(Magic);
            var buffer = new byte[Chunk];
            for (var number = 0; ; number++)
            {
                var read = await content.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, cancel);
                var last = read < Chunk;
                hash.AppendData(buffer, 0, read);
                size += read;
                var blob = cipher.Seal(PlaceOf(id, number, last), region, buffer.AsSpan(0, read), KeyPurposes.File);
                var head = new byte[5];
                BinaryPrimitives.WriteInt32BigEndian(head, blob.Length);
                head[4] = last ? (byte)1 : (byte)0;
                file.Write(head);
                await file.WriteAsync(blob, cancel);
                if (last) break;
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
        return (size, cipher.Hash(hash.GetHashAndReset()));
    }

    /// <summary>Decrypts a stored file into a temporary file that vanishes when closed; readers of spreadsheets need to seek.</summary>
    /// <exception cref="CryptographicException">The stored file was changed or cut.</exception>
    public async Task<FileStream> Open(Guid id, CancellationToken cancel = default)
    {
        var plain = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await Read(id, plain, cancel);
        plain.Position = 0;
        return plain;
    }

    /// <summary>Decrypts a stored file into a stream.</summary>
    /// <exception cref="CryptographicException">The stored file was changed or cut.</exception>
    public async Task Read(Guid id, Stream plain, CancellationToken cancel = default)
    {
        await using var file = File.OpenRead(PathOf(id));
        var head = new byte[5];
        file.ReadExactly(head.AsSpan(0, 4));
        if (!head.AsSpan(0, 4).SequenceEqual(Magic)) throw new CryptographicException("Not a stored file.");
        for (var (number, last) = (0, false); !last; number++)
        {
            file.ReadExactly(head);
            last = head[4] == 1;
            var blob = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
            file.ReadExactly(blob);
            await plain.WriteAsync(cipher.OpenBytes(PlaceOf(id, number, last), blob), cancel);
        }
    }

    /// <summary>Also what a killed process had begun of it.</summary>
    public void Delete(Guid id)
    {
        var path = PathOf(id);
        if (!Directory.Exists(Path.GetDirectoryName(path))) return;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*")) File.Delete(file);
    }

    private string PathOf(Guid id) => Path.Combine(database.Folder, "files", id.ToString("N")[^2..], id.ToString("N"));

    private static FieldPlace PlaceOf(Guid id, int number, bool last) => new("file", $"{number}{(last ? "!" : "")}", id);
}
