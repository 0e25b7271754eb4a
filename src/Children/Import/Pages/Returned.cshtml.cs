using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>/import/{id}/returned: the rows that were not stored, as a spreadsheet with a column of reasons; for the office that imported.</summary>
public sealed class ReturnedPage(ImportListQuery list, ReturnedRows returned) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await list.One(id, cancel) is not { } view) return NotFound();
        Response.Headers.CacheControl = "no-store";
        var book = new MemoryStream();
        await returned.Run(id, book, cancel);
        book.Position = 0;
        return File(book, Xlsx, $"退回的行 {Path.GetFileNameWithoutExtension(view.FileName)}.xlsx");
    }
}
