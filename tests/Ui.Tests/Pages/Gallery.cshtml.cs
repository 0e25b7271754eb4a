using HuTong.Core;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Ui.Tests;

/// <summary>The form of the gallery: refuses whatever has no name.</summary>
public sealed class GalleryPage : PageModel
{
    public sealed class Form
    {
        public string? Name { get; set; }
        public DateOnly? On { get; set; }
        public string? Way { get; set; } = "home";
        public List<string> Met { get; set; } = ["child"];
        public string? Note { get; set; }
        public string? Village { get; set; }
        public string? Number { get; set; }
        public bool NoNumber { get; set; }
        public string? House { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Choice[] Ways { get; } = [new("home", "入户"), new("school", "到校"), new("phone", "电话", "不算走访")];
    public Choice[] Whom { get; } = [new("child", "孩子本人"), new("grandmother", "奶奶")];
    public BarPart[] Bar { get; } = [new(StatusKind.Done, 18), new(StatusKind.Soon, 9), new(StatusKind.Over, 4)];
    public TimelineLine[] Lines { get; } = [new(StatusKind.Over, "6月18日", "15:20", "换照护人", [new(null, "宋玉珍（奶奶）", "陈丽（姑姑）")], "奶奶住院", "马秀芝 儿童主任", "手机登记，15:52 送到")];
    public CompareTable Sides { get; } = new("比一比", "在册档案", "名册第 17 行", [new("姓名", "高梓睿", "高梓瑞", Differs: true, Field: "Take.name"), new("证件号", "3****************6", "", Note: "名册没填，不会抹掉在册的")]);

    public IActionResult OnPost()
    {
        if (string.IsNullOrEmpty(Input.Name)) ModelState.Add([new Problem("name-missing", "姓名还没有填。", "Name")], nameof(Input));
        if (Input.On is null) ModelState.Add([new Problem("day-missing", "哪天去的，还没有填。", "On")], nameof(Input));
        return Page();
    }
}
