using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>What was answered to who asked for an excuse, as long as the last answer is no and the visit it was asked for is still owed.</summary>
public sealed class RefusedExcuseQuery(ExcuseDuty excuse, ChildRecord record, FieldCipher cipher, ChinaClock clock)
{
    private static readonly string[] Actions = ["excuse-asked", "duty-excused", "excuse-refused"];

    /// <returns>周明远 6月26日不同意免访：孩子已经出院。还要去走访。 Null when nothing was refused.</returns>
    public async Task<string?> Run(Child child, CancellationToken cancel = default)
    {
        if (await record.Of(child).Where(one => Actions.Contains(one.Action)).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).FirstOrDefaultAsync(cancel) is not { Action: "excuse-refused" } refused) return null;
        var day = DateOnly.FromDateTime(ChinaClock.InChina(refused.At));
        if (!await excuse.Open(child.Id).AnyAsync(duty => duty.From <= day, cancel)) return null;   // a later month is another question
        var text = refused.Text(cipher);
        return $"{text.Who} {Show.Short(day, clock.Today)}不同意免访：{text.Reason?.TrimEnd('。')}。还要去走访。";
    }
}
