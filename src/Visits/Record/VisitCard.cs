using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Ui.Parts;
using System.Text.Json;

namespace HuTong.Visits.Record;

/// <summary>A visit as pages show it, opened.</summary>
public sealed record VisitCard(Visit Visit, VisitNotes Notes, string? Decision, DateOnly Today)
{
    public static VisitCard Of(Visit visit, FieldCipher cipher, DateOnly today)
    {
        var json = cipher.Open(FieldPlace.Of<Visit>(nameof(Visit.NotesEnc), visit.Id), visit.NotesEnc);
        return new VisitCard(visit, json is null ? None : JsonSerializer.Deserialize<VisitNotes>(json) ?? None, cipher.Open(FieldPlace.Of<Visit>(nameof(Visit.DecisionEnc), visit.Id), visit.DecisionEnc), today);
    }

    private static readonly VisitNotes None = new([], new Dictionary<string, string>(), [], null, null, null, [], null, null);

    /// <summary>Accepted by a person, or by the clock once the township's days are over.</summary>
    public bool IsAccepted => Visit.State == VisitStates.Accepted || Visit.State == VisitStates.Submitted && Visit.AcceptBy < Today;

    public StatusKind StateKind => !Visit.Stands ? StatusKind.Stop : IsAccepted ? StatusKind.Done : StatusKind.Wait;

    public string StateWords => Visit.State switch
    {
        VisitStates.Returned => $"{Visit.DecidedByName} 退回",
        VisitStates.Voided => $"{Visit.DecidedByName} 作废",
        VisitStates.Accepted => $"{Visit.DecidedByName} 审核通过",
        _ => IsAccepted ? "到期自动通过" : "等审核",
    };

    /// <summary>Who was met; who was only called was met by nobody.</summary>
    public string Met => !VisitCodes.IsContact(Visit.Kind) ? VisitCodes.Results.Words(Visit.Result)
        : Visit.Result switch { "met-child" => "联系上孩子，没有见面", "met-carer-only" => "只联系上照护人", "not-found" => "没有联系上", _ => VisitCodes.Results.Words(Visit.Result) };

    /// <summary>One line of what was found: 生活、身体都好；学习有困难：作业没人管.</summary>
    public string Found
    {
        get
        {
            if (Visit.Level == "d") return "有危险，已告诉镇街和县里";
            var attend = VisitCodes.Checks.All.Where(check => Notes.Checks.GetValueOrDefault(check.Key) == "attend").Select(check => check.Words).ToList();
            var said = Notes.Findings.Select(VisitCodes.FindingWords).ToList();
            if (said.Count > 0) return $"{string.Join("、", said)}：{Notes.Trouble}";
            return attend.Count > 0 ? $"要留意：{string.Join("、", attend)}" : Visit.IsChildSeen ? "没有异常" : Met;
        }
    }
}
