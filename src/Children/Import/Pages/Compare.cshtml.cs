using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Places.Pick;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What the form of a waiting row sends.</summary>
public sealed class DecisionForm
{
    /// <summary>same, other, fill or dismiss.</summary>
    public string? Decision { get; set; }

    /// <summary>The file on the left when the page was shown.</summary>
    public Guid? ChildId { get; set; }

    /// <summary>Its version then.</summary>
    public long? Seen { get; set; }

    /// <summary>How many files as alike were listed then.</summary>
    public int Alike { get; set; } = 1;
    public string? Village { get; set; }
    public string? OtherVillage { get; set; }
    public string? OtherVillageText { get; set; }
    public List<string> Categories { get; set; } = [];
    public string? Sex { get; set; }
    public DateOnly? BornOn { get; set; }
    public string? Name { get; set; }

    /// <summary>The child's own number, or why there is none yet.</summary>
    public string? Number { get; set; }
    public string? NoIdReason { get; set; }

    /// <summary>What asks for a look only was looked at.</summary>
    public bool Confirms { get; set; }
    public string? Reason { get; set; }
}

/// <summary>/import/waiting/{rowId}: both sides of a row and the four decisions (picture 06).</summary>
public sealed class ComparePage(WaitingQuery waiting, CompareQuery compare, DecideRow decide, NearVillages near, PlaceQuery places, HuTongDb db, FieldCipher cipher, Scope scope) : PageModel
{
    private const int LongestNumber = 30;
    private const string OldPage = "在册的档案刚变过，请看过新的两边再定。";

    private IReadOnlyList<string> codes = [];

    [BindProperty(SupportsGet = true, Name = "kind")] public string? Kind { get; set; }
    [BindProperty(SupportsGet = true, Name = "code")] public string? Code { get; set; }
    [BindProperty(SupportsGet = true, Name = "batch")] public Guid? Batch { get; set; }
    /// <summary>The file to be shown, where several have the number of the row or are as alike.</summary>
    [BindProperty(SupportsGet = true, Name = "file")] public Guid? ShownFile { get; set; }
    [BindProperty] public DecisionForm Input { get; set; } = new();

    public WaitingFilter Filter => new(Kind, Code, Batch);
    public ImportRow Row { get; private set; } = null!;
    public bool IsMine { get; private set; }
    public Comparison? Compared { get; private set; }
    public RowFacts Facts { get; private set; } = null!;
    public string FileName { get; private set; } = "";
    public int At { get; private set; }
    public int Count { get; private set; }
    public string? NextUrl { get; private set; }
    public string? PreviousUrl { get; private set; }
    public IReadOnlyList<Choice> Villages { get; private set; } = [];

    public bool IsCountySettles => codes.Contains("county-settles");
    public bool IsElsewhere => codes.Contains("known-elsewhere");
    public bool MayConfirm => codes.Any(code => code is "name-unclear" or "over-16" or "category-unknown");
    public string ConfirmWords => codes.Contains("over-16") ? "看过了，已满 16 岁也照这样入库" : codes.Contains("name-unclear") ? "看过了，姓名就是这样写" : "看过了，认不出的类别不要";
    public bool NeedsVillage => Facts.RegionCode is null || codes.Any(ImportWords.IsAboutPlace);
    public bool NeedsCategory => codes.Any(code => code is "category-missing" or "category-unknown" or "category-ambiguous" or "exclusive-categories" or "over-16");

    /// <summary>The number is another child's: the row needs one of its own. A child known in another province is not seen, and its number is wrong all the same.</summary>
    public bool NeedsNumber => Compared is { IsByNumber: true } || IsElsewhere && Facts.IdNumber is not null;
    /// <summary>The same row beside another of the files with its number.</summary>
    public string UrlOf(SharedFile file) => Filter.Url($"/import/waiting/{Row.Id}") is var url ? $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}file={file.ChildId}" : url;

    public bool IsClosed => Compared is { IsClosed: true };
    public IReadOnlyList<Choice> NoIdReasons { get; } = FileWords.Choices("no-id-reason");
    public bool NeedsSex => Facts.Sex is null || NeedsNumber && Facts[LedgerField.Sex] is null;
    public bool NeedsBirth => Facts.BornOn is null || NeedsNumber && Facts[LedgerField.Birth] is null || codes.Contains("birth-unreadable") && Facts.IdNumber is null;
    public bool NeedsName => codes.Contains("name-unclear");

    public IReadOnlyList<Choice> Decisions => Compared?.ChildId is null
        ? [new Choice(RowDecision.Fill, "补填后入库", "新建一份档案"), new Choice(RowDecision.Dismiss, "不入库")]
        : IsClosed ? [OtherChild, new Choice(RowDecision.Dismiss, "不入库")]
        : [new Choice(RowDecision.Same, "是同一个孩子（逐项采纳）"), OtherChild, new Choice(RowDecision.Dismiss, "不入库")];

    private Choice OtherChild => new(RowDecision.Other, Compared is { Alike.Count: > 1 } ? "都不是，是另一个孩子（新建并记住）" : "是另一个孩子（新建并记住）", NeedsNumber ? "证件号只能是一个孩子的，下面填他自己的" : "以后不再拿这两个来问");

    public IReadOnlyList<Choice> CategoryChoices => [.. Categories.All.Where(one => one.Group != Categories.Attention && Pickable.Contains(one.Code)).Select(one => new Choice(one.Code, one.Words))];

    /// <summary>Category code → the word that a ledger writes for it.</summary>
    private static readonly Dictionary<string, string> LedgerWords = WordTable.Read("categories").ToDictionary(row => row.Code, row => row.Words[0], StringComparer.Ordinal);

    private static readonly HashSet<string> Pickable = new(StringComparer.Ordinal)
    {
        Categories.LeftBehind, Categories.Migrant, Categories.OrphanCommunity, Categories.OrphanInstitution, Categories.DeFactoUnattended, Categories.KeyDifficulty, Categories.InDifficulty,
        Categories.HardshipFamily, Categories.SevereIllness, Categories.SevereDisability, Categories.Disabled, Categories.GuardianshipLacking, Categories.GuardianshipImproper,
    };

    public async Task<IActionResult> OnGetAsync(Guid rowId, CancellationToken cancel)
    {
        if (!await Load(rowId, cancel)) return await Gone(rowId, cancel);
        (Input.ChildId, Input.Seen, Input.Alike) = (Compared?.ChildId, Compared?.Version, Math.Max(1, Compared?.Alike.Count ?? 1));
        Input.Categories = [.. Facts.Categories];
        Input.Name = Facts.Name;
        Input.Decision = Compared?.ChildId is null ? RowDecision.Fill : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid rowId, CancellationToken cancel)
    {
        if (!await Load(rowId, cancel)) return await Gone(rowId, cancel);
        Input.OtherVillage = places.Settle(Input.OtherVillage, new PlaceSearch(Input.OtherVillageText ?? "", scope.Prefixes, RegionLevel.Village));
        ModelState.SetModelValue("Input.OtherVillage", Input.OtherVillage, Input.OtherVillage);
        if (Input.Decision is null) ModelState.AddModelError("Input.Decision", "请选这一行怎么定。");
        if (Input.Number is { Length: > LongestNumber }) ModelState.AddModelError("Input.Number", $"证件号最多 {LongestNumber} 个字。");   // whatever was decided: nothing typed is dropped unsaid
        if (Input.ChildId != Compared?.ChildId) ModelState.AddModelError("", OldPage);
        if (ModelState.ErrorCount > 0) return Again();
        var outcome = await decide.Run(rowId, Decision(Input.Decision), cancel);
        if (outcome.Ok)
        {
            this.Toast(Input.Decision switch { RowDecision.Same => "已定：是同一个孩子", RowDecision.Dismiss => "已定：不入库", _ => "已入库" });
            return Redirect(NextUrl ?? Filter.Url());
        }
        if (!await Load(rowId, cancel)) return await Gone(rowId, cancel);
        Add(outcome.Problems);
        if (outcome.Problems.Any(problem => problem.Code is "row-decided" or "stale" or "overtaken")) Response.StatusCode = StatusCodes.Status409Conflict;
        return Again();
    }

    // Decided a moment ago, by a second press or by somebody else: nothing is done twice, and it is said.
    private async Task<IActionResult> Gone(Guid rowId, CancellationToken cancel)
    {
        if (!await waiting.IsSettled(rowId, cancel)) return NotFound();
        this.Toast("这一行已经定过了");
        return Redirect(Filter.Url());
    }

    private RowDecision Decision(string? kind)
    {
        var decision = new RowDecision { Kind = kind, Reason = Input.Reason, Confirms = Input.Confirms };
        if (kind == RowDecision.Same && Compared is { } compared)
        {
            var taken = compared.Choices.Where(choice => Request.Form[$"Take.{choice.Key}"] == "right").ToList();
            (decision.Accepted, decision.Fields, decision.Shown, decision.Seen) = ([.. taken.SelectMany(choice => choice.Value)], [.. taken.Select(choice => choice.Key)], compared.ChildId, Input.Seen);
        }

        if (kind is RowDecision.Fill or RowDecision.Other) decision.Corrections = Corrections();
        if (kind == RowDecision.Other) decision.Alike = Input.Alike;
        if (NeedsNumber) (decision.Number, decision.NoIdReason) = (Input.Number, Input.NoIdReason);
        return decision;
    }

    private Dictionary<string, string> Corrections()
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        void Put(string key, string? text) { if (!string.IsNullOrWhiteSpace(text)) filled[key] = text.Trim(); }
        if (NeedsVillage) Put("regionCode", string.IsNullOrEmpty(Input.OtherVillage) ? Input.Village : Input.OtherVillage);
        if (NeedsCategory && Input.Categories.Count > 0) Put(LedgerField.Category.Key(), string.Join('、', Input.Categories.Select(code => LedgerWords.GetValueOrDefault(code, code))));
        if (NeedsSex) Put(LedgerField.Sex.Key(), Input.Sex switch { "male" => "男", "female" => "女", _ => null });
        if (NeedsBirth) Put(LedgerField.Birth.Key(), Input.BornOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (NeedsName) Put(LedgerField.Name.Key(), Input.Name);
        return filled;
    }

    private void Add(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
            ModelState.AddModelError(problem switch
            {
                { Field: "Kind" } => "Input.Decision",
                { Field: "Reason" } => "Input.Reason",
                { Field: "Number" or "NoIdReason" } => $"Input.{problem.Field}",
                { Code: "birth-contradicts-id" or "sex-contradicts-id" or "known-elsewhere" or "county-settles" } when NeedsNumber => "Input.Number",
                { Code: var code } when ImportWords.IsAboutPlace(code) || problem.Field == "regionCode" => "Input.OtherVillage",
                { Code: "category-missing" or "category-unknown" or "category-ambiguous" or "exclusive-categories" } => "Input.Categories",
                { Code: "sex-missing" or "sex-unreadable" } => "Input.Sex",
                { Code: "no-id-no-birth" or "birth-unreadable" } => "Input.BornOn",
                { Code: "name-unclear" } => "Input.Name",
                _ => "",
            }, problem.Says);
    }

    private PageResult Again()
    {
        ModelState.Remove("Input.ChildId");
        ModelState.Remove("Input.Seen");
        ModelState.Remove("Input.Alike");
        if (ModelState.ErrorCount == 0) ModelState.AddModelError("", OldPage);   // only what the page itself sends was wrong
        (Input.ChildId, Input.Seen, Input.Alike) = (Compared?.ChildId, Compared?.Version, Math.Max(1, Compared?.Alike.Count ?? 1));
        if (Compared is { } shown) Compared = shown with { Table = shown.Table with { Rows = [.. shown.Table.Rows.Select(line => line.Field is { } field && Request.Form[field].ToString() is { Length: > 0 } side ? line with { TakesRight = side == "right" } : line)] } };
        return Page();
    }

    private async Task<bool> Load(Guid rowId, CancellationToken cancel)
    {
        if (Kind is not ("one" or "changes" or "above")) Kind = null;
        if (Code is not null && !ImportWords.IsShown(Code)) Code = null;
        if (await waiting.One(rowId, cancel) is not { } found) return false;
        (Row, IsMine) = found;
        codes = Row.Codes.Split(',');
        Facts = RowFacts.Of(Row, cipher) ?? new RowFacts(null, null, null, null, null, [], new Dictionary<string, string>(), [], [], []);
        var batch = await db.Set<ImportBatch>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == Row.BatchId, cancel);
        FileName = batch is null ? "别的机关的台账" : Ledgers.FileName(batch, cipher);
        var queue = IsMine ? Filter : Filter with { Kind = "above" };   // what another office decides stands in no list of mine
        (At, Count) = await waiting.Place(Row, queue, cancel);
        NextUrl = await waiting.Next(Row, queue, cancel) is { } next ? queue.Url($"/import/waiting/{next}") : null;
        PreviousUrl = await waiting.Previous(Row, queue, cancel) is { } previous ? queue.Url($"/import/waiting/{previous}") : null;
        if (!IsMine) return true;
        Compared = await compare.Run(Row, showsOther: true, cancel, ShownFile ?? Input.ChildId);
        if (NeedsVillage) Villages = near.Run(Facts, batch is null ? scope.OfficeRegion : Ledgers.RegionOf(batch));
        return true;
    }
}
