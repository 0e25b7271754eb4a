namespace HuTong.Web.Gate;

/// <summary>No address of ours holds U+0000, and PostgreSQL takes no text with it: such an address is not found, whoever asks.</summary>
public sealed class PlainAddress(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var (path, query) = (context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "");
        if (!path.Contains('\0', StringComparison.Ordinal) && !query.Contains("%00", StringComparison.Ordinal) && !query.Contains('\0', StringComparison.Ordinal)) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
