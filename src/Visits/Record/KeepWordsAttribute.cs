using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace HuTong.Visits.Record;

/// <summary>A form that is too long because of its photos comes back with all its words: photos are read past, never kept. What is absurdly long, or has no photos, is answered 413.</summary>
/// <param name="mostBytes">Longer ones are read here; the page's own limits hold for all others.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeepWordsAttribute(long mostBytes) : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    private const long MostRead = 256L << 20;
    private const int MostFields = 128, MostLetters = 64 << 10;

    /// <summary>Before the limits of requests (900) and the antiforgery check (1000).</summary>
    public int Order => 800;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var (http, request) = (context.HttpContext, context.HttpContext.Request);
        if (request.ContentLength is not { } length || length <= mostBytes) return;
        context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        if (length > MostRead || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and < 128 } boundary) return;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostRead;
        var fields = new KeyValueAccumulator();
        var reader = new MultipartReader(boundary, request.Body);
        while (fields.ValueCount < MostFields && await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } says || !says.IsFormDisposition()) continue;
            using var words = new StreamReader(section.Body);
            var letters = new char[MostLetters];
            fields.Append(HeaderUtilities.RemoveQuotes(says.Name).ToString(), new string(letters, 0, await words.ReadBlockAsync(letters, http.RequestAborted)));
        }
        request.Form = new FormCollection(fields.HasValues ? fields.GetResults() : new Dictionary<string, StringValues>());
        context.ModelState.AddModelError("Photo", $"照片加起来太大了，没有收下：一张最大 15 MB，最多 {VisitPhotos.Most} 张。您写的都在，请重新选照片。");
        context.Result = null;
    }
}
