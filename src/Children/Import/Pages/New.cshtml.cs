using HuTong.Data.Fence;
using HuTong.Places.Pick;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>Answers 413 before anything of a request that says it is too long is parsed; else the form's own guard would call it not understood. What is not absurdly long is read to its end: a browser that may not finish sending shows its own error instead of our words.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RefuseLongRequestAttribute(long mostBytes) : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    private const long MostRead = 256L << 20;

    /// <summary>Before the limits of requests (900) and the antiforgery check (1000).</summary>
    public int Order => 800;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (request.ContentLength is not { } length || length <= mostBytes) return;
        if (length <= MostRead && context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
            await request.Body.CopyToAsync(Stream.Null, context.HttpContext.RequestAborted);
        }
        context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
    }
}

/// <summary>/import/new: one ledger and the place that it speaks of. A form sent twice is one batch.</summary>
[RefuseLongRequest(MostBytes), RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class NewImportPage(UploadLedger upload, PlaceQuery places, Scope scope) : PageModel
{
    /// <summary>64 MiB: a file a little over 50 MB is still refused in words.</summary>
    private const long MostBytes = 64L << 20;

    [BindProperty] public Guid Key { get; set; }
    [BindProperty] public string? Region { get; set; }
    [BindProperty] public string? RegionText { get; set; }

    public void OnGet() => (Key, Region) = (Guid.CreateVersion7(), scope.OfficeRegion);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel)
    {
        Region = places.Settle(Region, new PlaceSearch(RegionText ?? "", scope.Prefixes));
        if (file is null || file.Length == 0 && string.IsNullOrEmpty(file.FileName)) ModelState.AddModelError("File", "还没有选文件。请选一个 xlsx、xls 或 csv 台账。");
        if (Request.Form.Files.Count > 1) ModelState.AddModelError("File", $"一次只能导一个文件，您选了 {Request.Form.Files.Count} 个。请分开导。");
        if (string.IsNullOrEmpty(Region)) ModelState.AddModelError(nameof(Region), "请选这份台账是哪里的。");
        if (ModelState.ErrorCount > 0) return Again();
        await using var content = file!.OpenReadStream();
        var outcome = await upload.Run(new LedgerUpload(Key, file.FileName, content, Region!), cancel);
        if (outcome.Ok) return Redirect($"/import/{outcome.Value.BatchId}");
        foreach (var problem in outcome.Problems) ModelState.AddModelError(problem.Code == "outside-jurisdiction" ? nameof(Region) : "File", problem.Says);
        return Again();
    }

    private PageResult Again()
    {
        ModelState.SetModelValue(nameof(Region), Region, Region);   // the settled place is shown; what was wrong with it stays
        return Page();
    }
}
