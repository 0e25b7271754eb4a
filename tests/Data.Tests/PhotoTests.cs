using HuTong.Data.Files;
using HuTong.Testing;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>Sent pictures (security.md 10, T16).</summary>
public sealed class PhotoTests
{
    [Fact]
    public async Task A_photo_is_made_anew_upright_small_and_without_its_place_T16()
    {
        var sent = TestPhotos.WithPlace();
        Assert.True(TestPhotos.Look(sent).Tells);
        var kept = (await Photo.Remake(new MemoryStream(sent))).Value;
        Assert.Equal((1365, 2048, false), TestPhotos.Look(kept));   // lying on its side it was 3000 × 2000
        Assert.Equal((400, 300, false), TestPhotos.Look((await Photo.Remake(new MemoryStream(TestPhotos.Png()))).Value));   // never made larger
    }

    [Fact]
    public async Task A_picture_that_promises_too_much_is_refused_by_its_header_T16()
    {
        foreach (var (width, height) in new[] { (60_000, 60_000), (12_001, 10), (8_000, 5_001) })
            Assert.Equal((width, "photo-too-many-pixels"), (width, (await Photo.Remake(new MemoryStream(TestPhotos.Promise(width, height)))).Problems[0].Code));
        Assert.Equal("photo-damaged", (await Photo.Remake(new MemoryStream(TestPhotos.Promise(800, 600)))).Problems[0].Code);   // this one was decoded, and there was nothing
        Assert.Equal("photo-damaged", (await Photo.Remake(new MemoryStream(TestPhotos.WithPlace()[..9000]))).Problems[0].Code);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called()
    {
        foreach (var bytes in new[] { "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "GIF89a......"u8.ToArray(), "%PDF-1.7"u8.ToArray(), "姓名,住址"u8.ToArray(), [] })
            Assert.Equal("photo-kind", (await Photo.Remake(new MemoryStream(bytes))).Problems[0].Code);
        Assert.Equal("photo-too-large", (await Photo.Remake(new MemoryStream(new byte[Photo.MostBytes + 1]))).Problems[0].Code);
    }
}
