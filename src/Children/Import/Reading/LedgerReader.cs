using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>
/// Opens a ledger by its content and gives its rows in reading order: visible sheets in book order, blank rows left out but counted.
/// Everything that refuses a file is found here (import.md 2, 3).
/// </summary>
public sealed class LedgerReader
{
    private readonly Func<IEnumerable<LedgerRow>> rows;
    private readonly List<string> hiddenSheets = [];

    private LedgerReader(BookLedger book) => rows = () => book.Rows(hiddenSheets.Add);

    private LedgerReader(CsvLedger text) => rows = text.Rows;

    /// <summary>Names of sheets passed over because they are hidden; complete when the rows have been read.</summary>
    public IReadOnlyList<string> HiddenSheets => hiddenSheets;

    /// <param name="file">Seekable; stays open. It is read several times from its beginning.</param>
    public static Outcome<LedgerReader> Open(Stream file)
    {
        if (file.Length > Refusals.MostBytes) return Refusals.FileTooLarge;
        file.Position = 0;
        var head = new byte[FileKinds.HeadLength];
        var got = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return FileKinds.Of(head.AsSpan(0, got)) switch
        {
            FileKind.Empty => Refusals.EmptyBook,
            FileKind.OldSpreadsheet => Refusals.UnsupportedFormat,
            FileKind.Other => Refusals.NotASpreadsheet,
            FileKind.Zip => XlsxSafetyPass.Run(file).Then(facts => Outcome<LedgerReader>.Of(new LedgerReader(new BookLedger(file, facts)))),
            FileKind.Ole => XlsSafetyPass.Run(file).Then(facts => Outcome<LedgerReader>.Of(new LedgerReader(new BookLedger(file, facts)))),
            _ => TextEncoding.Sniff(file) is { } encoding ? Text(new CsvLedger(file, encoding)) : Refusals.UnknownEncoding,
        };
    }

    private static Outcome<LedgerReader> Text(CsvLedger text) => text.Refusal() is { } refusal ? refusal : new LedgerReader(text);

    /// <summary>Gives every row that holds something, in order.</summary>
    /// <returns>Null when the file was read to its end; else why it is refused after all.</returns>
    public Problem? Read(Action<LedgerRow> take)
    {
        using var each = rows().GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext()) break;
            }
            catch (Exception damage) when (damage is not (OutOfMemoryException or OperationCanceledException))
            {
                return Refusals.DamagedFile;   // the libraries throw whatever a broken file made them meet
            }

            take(each.Current);
        }

        return null;
    }
}
