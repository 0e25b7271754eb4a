using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>Files refused as a whole, their limits and what the user is told. Source: import.md 2, security.md 10.</summary>
public static class Refusals
{
    private const long Mega = 1024 * 1024;

    /// <summary>On disk, in bytes.</summary>
    public const long MostBytes = 50 * Mega;

    /// <summary>All parts inflated, in bytes.</summary>
    public const long MostInflated = 300 * Mega;

    /// <summary>A part up to this size may expand as it likes, in bytes.</summary>
    public const long SmallPart = 10 * Mega;

    /// <summary>A larger part may expand at most this many times.</summary>
    public const long MostRatio = 200;

    public const int MostColumns = 512;

    public const int MostRows = 200_000;

    public static Problem OutsideJurisdiction { get; } = new("outside-jurisdiction", "所选地区不在您的辖区内。请选择您辖区内的地区后再导入。");

    public static Problem NotASpreadsheet { get; } = new("not-a-spreadsheet", "这不是表格文件。请选择 Excel（.xlsx、.xls）或文本（.csv）表格。");

    public static Problem UnsupportedFormat { get; } = new("unsupported-format", "暂不支持这种表格。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。");

    public static Problem DamagedFile { get; } = new("damaged-file", "文件已损坏，读不完整。请用 Excel 或 WPS 打开并重新保存后再导入。");

    public static Problem PasswordProtected { get; } = new("password-protected", "文件设有密码。请取消密码并保存后再导入。");

    public static Problem EmptyBook { get; } = new("empty-book", "文件里没有内容。");

    public static Problem NoHeading { get; } = new("no-heading", "没有找到表头。表头至少要有姓名和另外两个栏目，如身份证号、出生日期、村。");

    public static Problem FileTooLarge { get; } = new("file-too-large", "文件超过 50 MB。请分成几个文件导入。");

    public static Problem FileBomb { get; } = new("file-bomb", "文件展开后过大，已停止读取。请把内容复制到新建的表格中再导入。");

    public static Problem TooManyColumns { get; } = new("too-many-columns", "有工作表的内容超过 512 列。请删去无关的列后再导入。");

    public static Problem TooManyRows { get; } = new("too-many-rows", "有工作表的内容超过 20 万行。请分成几个文件导入。");

    public static Problem ForbiddenXml { get; } = new("forbidden-xml", "文件里有不允许的内容（DOCTYPE）。请用 Excel 或 WPS 重新保存后再导入。");

    public static Problem UnknownEncoding { get; } = new("unknown-encoding", "文字编码无法识别。请另存为 UTF-8 编码的 .csv 或 .xlsx 后再导入。");
}
