using System.Reflection;
using HuTong.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace HuTong.Testing;

/// <summary>
/// Runs a theory on SQLite and on PostgreSQL: <c>[Theory, BothEngines] Task It_holds(Engine engine)</c>. Further arguments come after
/// the engine: <c>[BothEngines("a", 1)]</c>, once for each attribute.
/// Without HUTONG_TEST_PG the PostgreSQL rows fail, so that they are not forgotten; HUTONG_SKIP_PG=1 leaves them out on purpose.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BothEnginesAttribute(params object?[] more) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Engines.Select(engine => new TheoryDataRow([engine, .. more]))]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private static IEnumerable<Engine> Engines =>
        Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1" ? [Engine.Sqlite] : [Engine.Sqlite, Engine.Postgres];
}
