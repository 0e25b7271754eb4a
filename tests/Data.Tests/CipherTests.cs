using System.Security.Cryptography;
using CsCheck;
using HuTong.Children;
using HuTong.Data.Crypto;
using HuTong.Data.Files;
using HuTong.Testing;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>Field encryption and stored files (security.md 5, 10; T10).</summary>
public sealed class CipherTests
{
    [Theory, BothEngines]
    public async Task What_is_sealed_opens_only_where_it_stands(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsSystem();
        var cipher = desk.Get<FieldCipher>();
        var (id, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var place = FieldPlace.Of<Child>(nameof(Child.IdEnc), id);
        var blob = cipher.Seal(place, "370831101206", "370899201506070015")!;
        Assert.Equal("370899201506070015", cipher.Open(place, blob));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(place with { RowId = other }, blob));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(FieldPlace.Of<Child>(nameof(Child.AddressEnc), id), blob));
        Gen.Int[0, blob.Length * 8 - 1].Sample(bit =>
        {
            var bent = (byte[])blob.Clone();
            bent[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => cipher.Open(place, bent));
        }, iter: 200, threads: 1);
    }

    [Theory, BothEngines]
    public async Task Another_master_key_opens_nothing(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsSystem();
        var place = new FieldPlace("child", "id_enc", Guid.CreateVersion7());
        var blob = desk.Get<FieldCipher>().Seal(place, "370831", "秘密")!;
        var thief = new FieldCipher(new KeyRing(desk.Get<Database>(), new MasterKey(new byte[32])));
        Assert.ThrowsAny<CryptographicException>(() => thief.Open(place, blob));
    }

    [Theory, BothEngines]
    public async Task A_stored_file_comes_back_whole_and_a_cut_one_does_not(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.AsSystem();
        var files = desk.Get<FileStore>();
        var content = RandomNumberGenerator.GetBytes(3 * (1 << 20) + 17);
        var id = Guid.CreateVersion7();
        var (size, mac) = await files.Write(id, "370831", new MemoryStream(content));
        Assert.Equal(content.Length, size);
        Assert.Equal(mac, (await files.Write(Guid.CreateVersion7(), "370831", new MemoryStream(content))).Mac);
        await using (var back = await files.Open(id))
        {
            var read = new byte[content.Length];
            await back.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
            Assert.Equal(content, read);
        }
        var path = Directory.GetFiles(Path.Combine(world.Folder, "files"), id.ToString("N"), SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(content.AsSpan(0, 64)));
        await File.WriteAllBytesAsync(path, bytes[..(2 << 20)], TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<Exception>(() => files.Open(id));
    }
}
