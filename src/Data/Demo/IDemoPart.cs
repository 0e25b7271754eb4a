namespace HuTong.Data.Demo;

/// <summary>A room's share of the demo city, written in bulk in one transaction (architecture.md 1). Parts run in the order of the rooms; run again they change nothing.</summary>
public interface IDemoPart
{
    /// <returns>What was written, in words for the console; null when it was there.</returns>
    Task<string?> Run(DemoPlan plan, CancellationToken cancel = default);
}
