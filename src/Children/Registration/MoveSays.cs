using System.Text.Json;
using HuTong.Core.Codes;
using HuTong.Data.Crypto;

namespace HuTong.Children.Registration;

/// <summary>What was said with a move beside its reason; kept encrypted with the proposal, so that who decides sees and is asked the same.</summary>
/// <param name="Role">Role of the post that proposed.</param>
/// <param name="Documents">Codes of codes.md 8 that were shown.</param>
/// <param name="NoGuardianKnown">A person says that no guardian could be found.</param>
/// <param name="Plan">How a child without number will be registered by the police.</param>
/// <param name="On">The true date of an exit.</param>
/// <param name="Term">The category term that a proposal is about; null when it is about the file.</param>
/// <param name="Category">The category with which a file that left comes back.</param>
public sealed record MoveSays(string Role, IReadOnlyList<string> Documents, bool NoGuardianKnown = false, string? Plan = null, DateOnly? On = null, Guid? Term = null, string? Category = null)
{
    public static MoveSays Of(string role, MoveRequest request) => new(
        role, [.. request.Documents.Where(Core.Codes.Documents.All.Has)], request.NoGuardianKnown, string.IsNullOrWhiteSpace(request.Plan) ? null : request.Plan.Trim(), request.On,
        Category: request.Move == "reopen" && Categories.Find(request.Category ?? "") is { } category ? category.Code : null);

    public static MoveSays Read(FieldCipher cipher, MoveProposal proposal) =>
        JsonSerializer.Deserialize<MoveSays>(cipher.Open(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.DocumentsEnc), proposal.Id), proposal.DocumentsEnc)!)!;

    public byte[] Seal(FieldCipher cipher, MoveProposal proposal) =>
        cipher.Seal(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.DocumentsEnc), proposal.Id), proposal.Region, JsonSerializer.Serialize(this))!;

    /// <summary>The reason with all that was said, as the record keeps it.</summary>
    public string Beside(string? reason) => string.Join("；", Words().Prepend(reason?.Trim()).Where(one => !string.IsNullOrEmpty(one)));

    /// <summary>What was said, in words.</summary>
    public IEnumerable<string> Words()
    {
        if (Documents.Count > 0) yield return $"材料：{string.Join("、", Documents.Select(Core.Codes.Documents.All.Words))}";
        if (Category is not null) yield return $"类别：{Categories.Words(Category)}";
        if (NoGuardianKnown) yield return "没有找到监护人";
        if (Plan is not null) yield return $"落户打算：{Plan}";
        if (On is { } day) yield return $"退出日期：{Ui.Words.Show.Date(day)}";
    }
}
