using HuTong.Core.Codes;

namespace HuTong.Visits.FollowUps;

/// <summary>What a follow-up may be about beside the findings of codes.md 7, and what of a danger may stand in it.</summary>
public static class FollowUpCodes
{
    /// <summary>Twice at the door and the child not seen .</summary>
    public const string NotSeenTwice = "not-seen-twice";

    /// <summary>Dangers that tell of harm done to the child: the kind is a sealed fact and stands nowhere else (security.md 4).</summary>
    private static readonly string[] Harm = ["private-parts-injury", "girl-under-14", "girl-14-plus-harm", "injury-or-malnutrition", "unnatural-injury-or-death", "violence-suspected"];

    public static bool IsSealed(IEnumerable<string> dangers) => dangers.Any(Harm.Contains);

    /// <summary>The kinds of a danger that may be told to who must act.</summary>
    public static IEnumerable<string> Open(IEnumerable<string> dangers) => dangers.Except(Harm);

    public static string Words(string finding) => finding == NotSeenTwice ? "两次上门没有见到孩子" : VisitCodes.FindingWords(finding);
}
