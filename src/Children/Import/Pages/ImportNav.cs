using HuTong.Children.Doubles;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>导入 in the top bar.</summary>
internal sealed class ImportNav : INavEntry
{
    public int Order => 50;
    public string Route => "/import";
    public string Words => "导入";
    public string Right => "import-see";
}

/// <summary>待人工核对 in the top bar, with the rows and doubles that the asker decides; who may look only gets the word without a number.</summary>
internal sealed class WaitingNav(WaitingQuery waiting, DoublesQuery doubles, Scope scope, KeptCounts kept) : INavEntry
{
    private const int Most = 100;

    public int Order => 40;
    public string Route => "/import/waiting";
    public string Words => "待人工核对";
    public string Right => "import-see";

    // Shown on every page: one statement, each part counted to a hundred at most.
    public async Task<int?> Count(CancellationToken cancel) => !ImportRoles.MayDecide(scope.Role) ? null
        : await kept.Of(scope, "waiting", () => waiting.Mine().TagWith(KeptCounts.Tag).Select(_ => 1).Take(Most).Concat(doubles.Mine().Select(_ => 1).Take(Most)).CountAsync(cancel));
}
