using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace HuTong.Children.Tests.Import;

/// <summary>Files refused as a whole (import.md 2, security.md 10): quickly, within little memory, nothing given.</summary>
[Collection(nameof(Alone))]
public sealed class RefusalsTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static TinyBook Good => new TinyBook().Sheet(TinyBook.Row(1, "姓名", "性别", "身份证号", "类别") + TinyBook.Row(2, "卜试雪", "男", "370831201411201273", "困境儿童"));

    [Fact]
    public void A_good_book_is_read() => Assert.Null(LedgerRun.Bytes(Good.Bytes()).Refused);

    public static TheoryData<string, byte[]> ByContent => new()
    {
        { "not-a-spreadsheet", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3] },
        { "not-a-spreadsheet", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] },
        { "not-a-spreadsheet", Encoding.ASCII.GetBytes("%PDF-1.7 ...") },
        { "not-a-spreadsheet", Encoding.UTF8.GetBytes("<html><body><table><tr><td>姓名</td></tr></table></body></html>") },
        { "not-a-spreadsheet", Encoding.UTF8.GetBytes("\uFEFF\n<!DOCTYPE html>\n<html/>") },
        { "not-a-spreadsheet", Zip(("word/document.xml", "<w/>"), ("[Content_Types].xml", "<Types/>")) },
        { "not-a-spreadsheet", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")) },
        { "not-a-spreadsheet", Zip(("a.txt", "a")) },
        { "unsupported-format", Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")) },
        { "unsupported-format", Zip(("xl/workbook.bin", "x"), ("[Content_Types].xml", "<Types/>")) },
        { "unsupported-format", [0x09, 0x04, 0x06, 0x00, 0x00, 0x00, 0x10, 0x00, 0, 0] },
        { "unsupported-format", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>") },
        { "unknown-encoding", Encoding.ASCII.GetBytes("name,sex,id\nA\0B,m,1\n") },
        { "unknown-encoding", Encoding.Unicode.GetBytes("姓名,性别,身份证号\n") },
        { "unknown-encoding", [.. Encoding.UTF8.GetBytes("姓名,性别,类别\n"), 0x81, 0xFF, 0xFF, 0x0A] },
        { "empty-book", [] },
        { "empty-book", Encoding.UTF8.GetBytes(" \r\n , ,\n") },
        { "no-heading", Encoding.UTF8.GetBytes("姓名,性别\n卜试雪,男\n") },
        { "no-heading", Encoding.UTF8.GetBytes("性别,出生日期,身份证号,村\n男,2014-11-20,370831201411201273,柳河峪\n") },
        { "damaged-file", Encoding.ASCII.GetBytes("PK\u0003\u0004 and then nothing of the kind") },
        { "damaged-file", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0] },
        { "damaged-file", Good.Bytes()[..^40] },
        { "password-protected", OleBuilder.File("EncryptedPackage", []) },
        { "password-protected", OleBuilder.File("Workbook", [.. Begin(0x0600), 0x2F, 0x00, 0x06, 0x00, 0, 0, 0, 0, 0, 0]) },
        { "unsupported-format", OleBuilder.File("Book", Begin(0x0500)) },
        { "unsupported-format", OleBuilder.File("Workbook", Begin(0x0500)) },
        { "not-a-spreadsheet", OleBuilder.File("WordDocument", []) },
    };

    [Theory]
    [MemberData(nameof(ByContent))]
    public void A_file_is_known_by_its_content(string code, byte[] file)
    {
        var result = LedgerRun.Bytes(file);
        Assert.Equal(code, result.Refused);
        Assert.Empty(result.Rows);
    }

    [Fact]
    public void A_region_outside_the_post_is_refused_before_the_file_is_opened() =>
        Assert.Equal("outside-jurisdiction", Refused(Good.Bytes(), "370831", "370830"));

    [Fact]
    public void A_region_that_is_no_place_is_outside_every_jurisdiction() => Assert.Equal("outside-jurisdiction", Refused(Good.Bytes(), "370899", "3708"));

    [Fact]
    public void A_file_of_more_than_50_MB_is_refused()
    {
        using var large = new MemoryStream();
        large.SetLength(50 * 1024 * 1024 + 1);
        Assert.Equal("file-too-large", LedgerRun.Stream(large).Refused);
    }

    [Fact]
    public void A_part_that_expands_a_thousand_times_is_a_bomb() => Quickly("file-bomb", Zeroes(parts: 1, megabytes: 60));

    [Fact]
    public void Many_small_parts_that_expand_to_more_than_300_MB_are_a_bomb() => Quickly("file-bomb", Zeroes(parts: 40, megabytes: 9));

    [Fact]
    public void A_bomb_that_declares_a_small_size_is_still_a_bomb() => Quickly("file-bomb", Lie(Zeroes(parts: 1, megabytes: 60), declared: 1000));

    [Fact]
    public void A_part_that_is_not_of_its_declared_size_is_damage() => Assert.Equal("damaged-file", LedgerRun.Bytes(Lie(Zeroes(parts: 1, megabytes: 1), declared: 1000)).Refused);

    [Theory]
    [InlineData("xl/sharedStrings.xml")]
    [InlineData("xl/drawings/vmlDrawing1.vml")]
    [InlineData("docProps/custom.xml")]
    public void A_DOCTYPE_in_any_part_is_refused_and_no_entity_expanded(string part) => Quickly("forbidden-xml", Good.Part(part,
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;\">]><a>&y;</a>").Bytes());

    [Fact]
    public void Values_in_513_columns_are_too_many_and_formatted_blanks_do_not_count()
    {
        Quickly("too-many-columns", new TinyBook().Raw(Wide(513, "<v>1</v>")).Bytes());
        Assert.Equal("no-heading", LedgerRun.Bytes(new TinyBook().Raw(Wide(512, "<v>1</v>")).Bytes()).Refused);
        Assert.Equal("empty-book", LedgerRun.Bytes(new TinyBook().Raw(Wide(16_384, "")).Bytes()).Refused);
    }

    [Fact]
    public void A_text_with_values_in_513_columns_is_refused_and_its_rows_are_void()
    {
        var result = LedgerRun.Csv(LedgerRun.Heading + "\n" + LedgerRun.Good + "\n" + string.Join(',', Enumerable.Repeat("1", 513)) + "\n");
        Assert.Equal("too-many-columns", result.Refused);
    }

    [Fact]
    public void Values_in_200001_rows_are_too_many_and_formatted_blanks_do_not_count()
    {
        Quickly("too-many-rows", new TinyBook().Raw(Long(200_001, "<c><v>1</v></c>")).Bytes());
        Assert.Equal("no-heading", LedgerRun.Bytes(new TinyBook().Raw(Long(1000, "<c><v>1</v></c>")).Bytes()).Refused);
        Assert.Equal("empty-book", LedgerRun.Bytes(new TinyBook().Raw(Long(300_000, "<c s=\"1\"/>")).Bytes()).Refused);
    }

    [Fact]
    public void Hidden_sheets_do_not_make_a_book_full() => Assert.Equal("empty-book", LedgerRun.Bytes(new TinyBook().Sheet("")
        .Sheet(TinyBook.Row(1, "姓名", "性别", "身份证号") + TinyBook.Row(2, "卜试雪", "男", "370831201411201273"), "旧", state: "hidden").Bytes()).Refused);

    [Fact]
    public void An_xlsx_named_xls_is_read_for_names_are_not_asked() => Assert.Single(LedgerRun.Bytes(Good.Bytes()).Rows);

    /// <summary>Within 2 s of processor time, for the machine may be busy with other things, and 200 MB kept.</summary>
    private static void Quickly(string code, byte[] file)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var worked = Environment.CpuUsage.TotalTime;
        var result = LedgerRun.Bytes(file);
        worked = Environment.CpuUsage.TotalTime - worked;
        Assert.Equal(code, result.Refused);
        Assert.Empty(result.Rows);
        Assert.True(worked < TimeSpan.FromSeconds(2), $"{code} took {worked}.");
        Assert.True(GC.GetTotalMemory(forceFullCollection: false) - before < 200 * 1024 * 1024L);
    }

    private static string? Refused(byte[] file, string region, string prefix)
    {
        using var stream = new MemoryStream(file);
        var ledger = new HuTong.Children.Import.LedgerToCheck(stream, region, new(Core.RegionLevel.County, [prefix]), LedgerRun.Today,
            (_, _) => new(Array.Empty<HuTong.Children.Import.RegisterChild>().ToLookup(_ => 0)));
        var outcome = new HuTong.Children.Import.CheckLedger(Places.RegionTree.Standard).Run(ledger, (_, _) => ValueTask.CompletedTask).GetAwaiter().GetResult();
        return outcome.Ok ? null : outcome.Problems[0].Code;
    }

    private static string Wide(int columns, string value) =>
        $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\">" + string.Concat(Enumerable.Repeat($"<c s=\"1\">{value}</c>", columns)) + "</row></sheetData></worksheet>";

    private static string Long(int rows, string cell) =>
        $"<worksheet xmlns=\"{Main}\"><sheetData>" + string.Concat(Enumerable.Repeat($"<row>{cell}</row>", rows)) + "</sheetData></worksheet>";

    private static byte[] Zeroes(int parts, int megabytes)
    {
        using var all = new MemoryStream();
        all.Write(Good.Bytes());
        using (var zip = new ZipArchive(all, ZipArchiveMode.Update, leaveOpen: true))
        {
            var block = new byte[1024 * 1024];
            for (var part = 0; part < parts; part++)
            {
                using var stream = zip.CreateEntry($"xl/media/image{part}.bin", CompressionLevel.SmallestSize).Open();
                for (var megabyte = 0; megabyte < megabytes; megabyte++) stream.Write(block);
            }
        }

        return all.ToArray();
    }

    /// <summary>Writes another size into the directory of the last part.</summary>
    private static byte[] Lie(byte[] zip, uint declared)
    {
        for (var at = zip.Length - 46; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) != 0x02014B50) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), declared);
            return zip;
        }

        throw new InvalidOperationException("No directory.");
    }

    private static byte[] Zip(params (string Path, string Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in parts)
            {
                using var stream = zip.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }

        return file.ToArray();
    }

    private static byte[] Begin(ushort version) => [0x09, 0x08, 0x10, 0x00, (byte)version, (byte)(version >> 8), 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}

/// <summary>Nothing else runs beside these, so that the time taken is theirs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
