namespace HuTong.People.Administer;

/// <summary>Actions of the two logs in words; an action without words shows its code.</summary>
public static class AuditWords
{
    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["signed-in"] = "登录", ["sign-in-refused"] = "登录被拒", ["sign-in-shut"] = "同一地址试得太多，没有核对密码", ["account-locked"] = "连错五次，账号锁 15 分钟", ["signed-out"] = "退出", ["post-chosen"] = "选岗位", ["password-changed"] = "换密码", ["password-refused"] = "换密码时旧密码不对",
        ["password-reset"] = "重发密码", ["account-opened"] = "开账号", ["account-disabled"] = "停用账号", ["account-unlocked"] = "解锁账号", ["post-added"] = "加岗位", ["post-ended"] = "结束岗位",
        ["regions-seeded"] = "放入区划", ["accounts-seeded"] = "放入演示账号", ["open"] = "打开档案", ["list"] = "看列表", ["search"] = "查找", ["reveal"] = "看完整号码", ["print"] = "打印", ["export"] = "导出",
        ["import-report"] = "看导入结果", ["child-registered"] = "登记", ["child-corrected"] = "更正", ["import-applied"] = "导入写入", ["import-undone"] = "撤销导入",
        ["duplicate-found"] = "发现证件号相同", ["double-same"] = "定为同一个孩子", ["double-other"] = "定为不是同一个孩子", ["double-gone"] = "证件号相同的情况没有了",
    };

    public static string Of(string action) => Actions.GetValueOrDefault(action, action);

    public static string Subject(string kind) => kind switch { "account" => "账号", "child" => "儿童档案", "import_batch" => "导入", "region" => "区划", "" => "—", _ => kind };
}
