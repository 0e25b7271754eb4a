using System.Text;
using System.Text.Encodings.Web;

namespace HuTong.Ui.Frame;

/// <summary>Pages for when things go wrong. They need no log-in, no database and no view engine, and are the same bytes for everybody.</summary>
public static class StaticPage
{
    /// <summary>Not there, outside the jurisdiction, and without the right are one page, so that nobody learns which it was (security.md 5, T13).</summary>
    public static byte[] NotFound { get; } = Bytes("没有找到这个页面", "没有找到这个页面，或者您没有权限看。", "请检查网址，或者从首页重新进入。");

    public static byte[] TooMany { get; } = Bytes("操作太频繁", "短时间内操作太多，系统先停了一下。", "请等一分钟再试。您刚才填的内容如果还在上一页，点浏览器的后退可以找回。");

    public static byte[] TooLarge { get; } = Bytes("文件太大", "文件或内容太大，没有收下。", "一个台账文件最大 50 MB。请拆成几个文件再上传。");

    public static byte[] BadRequest { get; } = Bytes("没有看懂这次请求", "页面可能开得太久，这次没有保存。", "请后退，刷新页面以后再做一次。");

    /// <summary>A fault of ours.</summary>
    /// <param name="number">The number that stands in the log too.</param>
    public static byte[] Fault(string number) => Bytes("系统出错了", "没有做成，是系统的问题，不是您的。", $"请后退再试一次；还不行，把编号 {number} 告诉县管理员。");

    /// <summary>The page of a status code, or none.</summary>
    public static (int Status, byte[] Page)? Of(int status) => status switch
    {
        403 or 404 or 405 => (404, NotFound),
        400 or 415 => (status, BadRequest),
        413 => (413, TooLarge),
        429 => (429, TooMany),
        _ => null,
    };

    private static byte[] Bytes(string title, string says, string then)
    {
        var encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        return Encoding.UTF8.GetBytes($"""
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{encoder.Encode(title)} · 护童</title><link rel="icon" href="{Assets.Favicon.Path}"><link rel="stylesheet" href="{Assets.Look.Path}"></head>
            <body><main class="page narrow"><p class="gap"><a href="/"><img src="{Assets.Logo.Path}" alt="护童" width="158" height="48"></a></p>
            <div class="empty"><h1>{encoder.Encode(title)}</h1><p class="gap-top">{encoder.Encode(says)}{encoder.Encode(then)}</p><div class="row"><a class="btn" href="/">回到首页</a></div></div></main></body></html>

            """);
    }
}
