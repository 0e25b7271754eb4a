using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;

namespace HuTong.Visits.FollowUps;

/// <summary>How a follow-up begins: whose it is and by when (tables.md 10: fifteen days, an urgent one the next day).</summary>
internal static class NewFollowUp
{
    public const int Days = 15, UrgentDays = 1;

    public static FollowUp Of(Visit visit, string finding, string level, string? words, Scope scope, ChinaClock clock, FieldCipher cipher) =>
        Made(visit.ChildId, visit.Region, visit.Id, finding, level, words, scope, clock, cipher);

    /// <summary>A danger: township and county at once; the kinds that may be told stand before the words.</summary>
    public static FollowUp OfDanger(Guid childId, string region, Guid? visitId, IEnumerable<string> dangers, string words, Scope scope, ChinaClock clock, FieldCipher cipher) =>
        Made(childId, region, visitId, VisitCodes.DangerSaid, "d", Words(dangers, words), scope, clock, cipher);

    public static string Words(IEnumerable<string> dangers, string words) => string.Join("。", [.. new[] { string.Join("、", FollowUpCodes.Open(dangers).Select(VisitCodes.FindingWords)) }.Where(kinds => kinds.Length > 0), words.Trim()]);

    private static FollowUp Made(Guid childId, string region, Guid? visitId, string finding, string level, string? words, Scope scope, ChinaClock clock, FieldCipher cipher)
    {
        var made = new FollowUp
        {
            Id = Guid.CreateVersion7(), ChildId = childId, Region = region, VisitId = visitId, Finding = finding, Level = level, OwnerRole = level == "b" ? RoleCodes.VillageDirector : RoleCodes.TownshipSupervisor,
            OpenedOn = clock.Today, OpenedAt = clock.Now, OpenedBy = scope.UserId, OpenedByName = scope.WorkerName, Due = clock.Today.AddDays(level == "d" ? UrgentDays : Days),
        };
        made.WordsEnc = cipher.Seal(FieldPlace.Of<FollowUp>(nameof(FollowUp.WordsEnc), made.Id), region, words?.Trim());
        return made;
    }
}
