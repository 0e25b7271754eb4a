using System.Globalization;
using ExcelDataReader;
using HuTong.Children.Import;

namespace HuTong.Bench.Raw;

/// <summary>The limit of reading: the checking pass that a foreign file needs, then the library alone, every cell as text.</summary>
internal static class RawRead
{
    /// <returns>Cells that held something, so that nothing is skipped.</returns>
    public static int Run(string file)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(file);
        if (!XlsxSafetyPass.Run(stream).Ok) throw new InvalidOperationException("The ledger of the benchmark is refused.");
        stream.Position = 0;
        using var reader = ExcelReaderFactory.CreateReader(stream);
        var filled = 0;
        do
        {
            while (reader.Read())
                for (var column = 0; column < reader.FieldCount; column++)
                    if (Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) is { Length: > 0 }) filled++;
        }
        while (reader.NextResult());
        return filled;
    }
}
