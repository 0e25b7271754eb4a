using System.Data.Common;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HuTong.Children.Import;

/// <summary>A page that is asked for in the moment in which the work ends shows the work or its result, never a batch whose work came to nothing.</summary>
public sealed class WorkThatEndsMeanwhileTests
{
    [Theory, BothEngines]
    public async Task A_check_that_ends_between_two_statements_of_a_page_is_running_or_done_but_never_stuck(Engine engine)
    {
        var moment = new Moment();
        await using var world = await World.Create(engine, services => services.ConfigureDbContext<HuTongDb>(options => options.AddInterceptors(moment)));
        var id = await LedgerSteps.Upload(world, LedgerSteps.Head + LedgerSteps.One, checks: false);
        moment.Then = () => LedgerSteps.RunJobs(world);
        await using var desk = world.As(LedgerSteps.County);
        var view = (await desk.Get<ImportListQuery>().One(id))!;
        Assert.True(moment.Came, "The work ended before the page was read to its end.");
        Assert.True(view.IsRunning || view.Batch.State == BatchStates.Checked, $"The batch is {view.Batch.State} and its work {view.Job?.State}.");
        Assert.Equal(BatchStates.Checked, (await LedgerSteps.Batch(world, id)).State);
    }

    [Theory, BothEngines]
    public async Task What_runs_is_told_by_its_kind_also_when_the_batch_has_its_new_state_already(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await LedgerSteps.Upload(world, LedgerSteps.Head + LedgerSteps.One);
        Assert.Equal("正在试运行", await Doing(world, id));
        await LedgerSteps.Ask(world, id);
        await LedgerSteps.RunJobs(world);
        Assert.Equal(BatchStates.Applied, (await LedgerSteps.Batch(world, id)).State);
        Assert.Equal("正在写入", await Doing(world, id));
    }

    // The row of the work is closed last: until then it runs.
    private static async Task<string?> Doing(World world, Guid id)
    {
        await Set(JobStates.Running);
        await using var desk = world.As(LedgerSteps.County);
        var doing = (await desk.Get<ImportListQuery>().One(id))!.Doing;
        await Set(JobStates.Done);
        return doing;

        async Task Set(string state)
        {
            var job = (await LedgerSteps.Batch(world, id)).JobId!.Value;
            await using var system = world.AsSystem();
            await system.Db.Set<Job>().Where(one => one.Id == job).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, state));
        }
    }

    /// <summary>Lets something happen after the first statement that reads a batch.</summary>
    private sealed class Moment : DbCommandInterceptor
    {
        public Func<Task>? Then { get; set; }

        public bool Came { get; private set; }

        public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
        {
            if (Then is not { } then || !command.CommandText.Contains("import_batch", StringComparison.Ordinal)) return result;
            (Then, Came) = (null, true);
            await then();
            return result;
        }
    }
}
