using System.Diagnostics;
using System.Threading.Channels;
using HuTong.Core;
using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>The office of the importer: its post's level and the prefixes that it stands for.</summary>
public sealed record ImporterOffice(RegionLevel Level, IReadOnlyList<string> Prefixes);

/// <summary>One file to be checked.</summary>
/// <param name="File">Seekable; read from its beginning; stays open.</param>
/// <param name="Region">4, 6, 9 or 12 digits: default place and boundary.</param>
/// <param name="Today">The day on which ages and terms are counted.</param>
/// <param name="Corrections">Column maps corrected by users, by layout.</param>
public sealed record LedgerToCheck(
    Stream File, string Region, ImporterOffice Office, DateOnly Today, RegisterLookup Register, IReadOnlyDictionary<string, ColumnMap>? Corrections = null);

/// <summary>Speaks of a sheet, not of a row: sheet-hidden, sheet-without-heading.</summary>
public sealed record LedgerNote(string Code, string Sheet, string Says);

/// <summary>How far a check has come: child rows so far.</summary>
public sealed record LedgerProgress(int Rows);

/// <summary>What a file held, after its rows were given.</summary>
public sealed record LedgerSummary(int Accepted, int Fixed, int NeedsPerson, int Rejected, IReadOnlyList<LedgerNote> Notes, IReadOnlyList<ColumnMap> Blocks, long ElapsedMs)
{
    public int Rows => Accepted + Fixed + NeedsPerson + Rejected;
}

/// <summary>
/// Reads a ledger and checks every row, in reading order: the dry run and the real import come here alike. One thread reads while
/// another checks; neither holds the file.
/// </summary>
public sealed class CheckLedger(RegionTree places)
{
    private const int ReadAtOnce = 128;
    private const int BatchesWaiting = 4;
    private const int AskedAtOnce = 500;

    /// <param name="take">Gets the rows chunk by chunk, in order. When the file is refused after all, what was given is void.</param>
    public async Task<Outcome<LedgerSummary>> Run(
        LedgerToCheck ledger, Func<IReadOnlyList<CheckedRow>, CancellationToken, ValueTask> take, IProgress<LedgerProgress>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        if (!IsInside(ledger)) return Refusals.OutsideJurisdiction;
        var opened = LedgerReader.Open(ledger.File);
        if (!opened.Ok) return Outcome<LedgerSummary>.Refused(opened.Problems);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = Channel.CreateBounded<LedgerRow[]>(new BoundedChannelOptions(BatchesWaiting) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => Read(opened.Value, batches.Writer, stop.Token), stop.Token);
        var work = new LedgerWork(ledger, new RowCheck(new CheckTerms(ledger.Region, ledger.Today, new PlaceFit(places, ledger.Region))), take, progress);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancel))
                foreach (var row in batch) await work.Next(row, cancel);
            await work.End(cancel);
        }
        finally
        {
            await stop.CancelAsync();
        }

        if (await reading is { } damage) return damage;
        if (!work.Blocks.HasContent) return Refusals.EmptyBook;
        if (work.Blocks.Blocks.Count == 0) return Refusals.NoHeading;
        return work.Summary(opened.Value.HiddenSheets, watch.ElapsedMilliseconds);
    }

    private bool IsInside(LedgerToCheck ledger) =>
        places.Knows(ledger.Region) && ledger.Region.Length is 4 or 6 or 9 or 12
        && places.Manages(ledger.Region).All(prefix => ledger.Office.Prefixes.Any(own => own.Length > 0 && prefix.StartsWith(own, StringComparison.Ordinal)));

    private static Problem? Read(LedgerReader reader, ChannelWriter<LedgerRow[]> batches, CancellationToken stop)
    {
        List<LedgerRow> batch = new(ReadAtOnce);
        Problem? damage = null;
        try
        {
            damage = reader.Read(row =>
            {
                batch.Add(row);
                if (batch.Count == ReadAtOnce) Send();
            });
            Send();
        }
        catch (Exception broken)
        {
            batches.Complete(broken);
            return damage;
        }

        batches.Complete();
        return damage;

        void Send()
        {
            if (batch.Count > 0 && !batches.TryWrite([.. batch])) batches.WriteAsync([.. batch], stop).AsTask().GetAwaiter().GetResult();
            batch.Clear();
        }
    }

    /// <summary>The checking side: one row of lookahead, chunks for the register, counts.</summary>
    private sealed class LedgerWork(
        LedgerToCheck ledger, RowCheck check, Func<IReadOnlyList<CheckedRow>, CancellationToken, ValueTask> take, IProgress<LedgerProgress>? progress)
    {
        private readonly FileDuplicates duplicates = new();
        private readonly RegisterCompare register = new(ledger.Office.Level is RegionLevel.County or RegionLevel.City or RegionLevel.Province);
        private readonly int[] counts = new int[4];
        private List<CheckedRow> chunk = new(AskedAtOnce);
        private LedgerRow? waiting;

        public SheetBlocks Blocks { get; } = new(ledger.Corrections ?? new Dictionary<string, ColumnMap>());

        public async ValueTask Next(LedgerRow row, CancellationToken cancel)
        {
            if (waiting is not null) await Check(waiting, row, cancel);
            waiting = row;
        }

        public async ValueTask End(CancellationToken cancel)
        {
            if (waiting is not null) await Check(waiting, null, cancel);
            waiting = null;
            Blocks.Finish();
            if (chunk.Count > 0) await Give(cancel);
        }

        public LedgerSummary Summary(IReadOnlyList<string> hidden, long elapsed) => new(
            counts[0], counts[1], counts[2], counts[3],
            [
                .. hidden.Select(name => new LedgerNote("sheet-hidden", name, $"工作表“{name}”是隐藏的，没有读取。")),
                .. Blocks.WithoutHeading.Select(name => new LedgerNote("sheet-without-heading", name, $"工作表“{name}”没有表头，没有读取。")),
            ],
            [.. Blocks.Blocks.Select(block => block.Map)], elapsed);

        private async ValueTask Check(LedgerRow row, LedgerRow? next, CancellationToken cancel)
        {
            if (Blocks.Place(row, next) is not { } block) return;
            var checkedRow = check.Check(row, block);
            duplicates.Compare(checkedRow);
            chunk.Add(checkedRow);
            if (chunk.Count == AskedAtOnce) await Give(cancel);
        }

        private async ValueTask Give(CancellationToken cancel)
        {
            var given = chunk;
            chunk = new List<CheckedRow>(AskedAtOnce);
            List<RegisterKey> keys = [.. given.Select((row, index) => new RegisterKey(index, row.IdNumber, row.Name, row.BornOn, row.RegionCode)).Where(CanBeKnown)];
            if (keys.Count > 0)
            {
                var known = await ledger.Register(keys, cancel);
                foreach (var key in keys) register.Compare(given[key.Index], known[key.Index]);
            }

            foreach (var row in given) counts[(int)row.Outcome]++;
            await take(given, cancel);
            progress?.Report(new LedgerProgress(counts.Sum()));
        }

        private static bool CanBeKnown(RegisterKey key) => key.Name.Length > 0 && (key.IdNumber is not null || (key.BornOn is not null && key.RegionCode is not null));
    }
}
