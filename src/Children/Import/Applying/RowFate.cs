using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What a checked row does to the register. The dry run keeps it with the row, the apply must come to the same and turns it into the row's state (states.md 3).</summary>
public static class RowFate
{
    public const string Created = "created", Unchanged = "unchanged", Changed = "changed", Payment = "payment";

    /// <summary>A row of a file that was loaded before, with nothing new in it: it waits, or was settled, where it stood the first time.</summary>
    public const string Repeat = "repeat";

    /// <summary>A row that waited until the same file was loaded with corrected columns: it is decided there (import.md 1).</summary>
    public const string Overtaken = "overtaken";

    /// <summary>The state of a row once its batch is applied. A row without effect waits for a person, or for the row of its child.</summary>
    public static string StateOf(RowOutcome outcome, string? effect) => outcome == RowOutcome.Rejected ? "read" : effect switch { null => "waiting", Repeat => "dismissed", _ => "applied" };

    /// <summary>Gives the rows of a batch that is being applied their states, in sets; a new file has the id of its row.</summary>
    internal static async Task Settle(HuTongDb db, Guid batchId, CancellationToken cancel)
    {
        var rows = db.Set<ImportRow>().Where(row => row.BatchId == batchId && row.Outcome != "rejected");
        await rows.Where(row => row.Effect == Created).ExecuteUpdateAsync(row => row.SetProperty(one => one.ChildId, one => (Guid?)one.Id).SetProperty(one => one.State, "applied"), cancel);
        foreach (var effect in (string?[])[Unchanged, Payment, Repeat, null])
        {
            var state = StateOf(RowOutcome.Accepted, effect);
            await rows.Where(row => row.Effect == effect).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, state), cancel);
        }
    }
}
