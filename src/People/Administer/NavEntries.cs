using HuTong.Ui.Frame;

namespace HuTong.People.Administer;

/// <summary>账号与岗位, for the security administrator.</summary>
public sealed class AccountsEntry : INavEntry
{
    public int Order => 80;
    public string Route => "/admin/accounts";
    public string Words => "账号与岗位";
    public string Right => "account-list";
}

/// <summary>系统状态, for the system administrator.</summary>
public sealed class SystemEntry : INavEntry
{
    public int Order => 82;
    public string Route => "/admin/system";
    public string Words => "系统状态";
    public string Right => "system-health";
}

/// <summary>审计记录, for the audit administrator.</summary>
public sealed class AuditEntry : INavEntry
{
    public int Order => 84;
    public string Route => "/admin/audit";
    public string Words => "审计记录";
    public string Right => "audit-log";
}
