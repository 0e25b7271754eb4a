using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Ui.Frame;

/// <summary>A form that comes back with what is wrong answers 422 (look.md 6), whichever page it stands on.</summary>
internal sealed class RefusedForm : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        if (context is { Result: PageResult, ModelState.IsValid: false } && HttpMethods.IsPost(request.Method) && response.StatusCode == StatusCodes.Status200OK)
            response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    public void OnResultExecuted(ResultExecutedContext context) { }
}
