using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HuTong.Data.Bulk;

/// <summary>
/// One statement over whole tables inside the current transaction, for what LINQ cannot say: INSERT … SELECT, window functions, ON CONFLICT.
/// The text must be one that both engines read, with the few words of <see cref="EngineWords"/> between them. On SQLite no fence stands in a text:
/// it names its own children or places, which its caller has read through the fence, or it is work of the system over every place.
/// </summary>
public sealed class SetStatement(HuTongDb db)
{
    private const int Seconds = 1800;

    public EngineWords Words { get; } = new(db.Engine);

    /// <returns>How many rows were written.</returns>
    public async Task<int> Run(string text, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancel = default)
    {
        if (db.Database.CurrentTransaction is not { } transaction) throw new InvalidOperationException("A statement over sets runs in the transaction of what asks for it.");
        await using var command = db.Database.GetDbConnection().Statement(text);
        (command.Transaction, command.CommandTimeout) = (transaction.GetDbTransaction(), Seconds);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// As <see cref="Run"/>, with tables joined by hash. PostgreSQL's planner knows nothing of rows that this transaction wrote: of a table that was empty before
    /// it expects none, and would compare each row with each.
    /// </summary>
    public async Task<int> RunByHash(string text, IReadOnlyList<(string Name, object? Value)> values, CancellationToken cancel = default)
    {
        if (db.Engine != Engine.Postgres) return await Run(text, values, cancel);
        await Run("SET LOCAL enable_nestloop = off", [], cancel);
        var written = await Run(text, values, cancel);
        await Run("SET LOCAL enable_nestloop = on", [], cancel);
        return written;
    }

    /// <summary>Ids as one parameter.</summary>
    public object Ids(IEnumerable<Guid> ids) => db.Engine == Engine.Postgres ? ids.ToArray() : System.Text.Json.JsonSerializer.Serialize(ids.Select(id => id.ToString().ToUpperInvariant()));
}

/// <summary>The few words that the two engines write differently.</summary>
public sealed class EngineWords(Engine engine)
{
    private bool IsPostgres => engine == Engine.Postgres;

    public string Least(string one, string other) => IsPostgres ? $"least({one}, {other})" : $"min({one}, {other})";

    public string Greatest(string one, string other) => IsPostgres ? $"greatest({one}, {other})" : $"max({one}, {other})";

    /// <summary>Calendar days from one day to another.</summary>
    public string Days(string from, string to) => IsPostgres ? $"({to} - {from})" : $"CAST(julianday({to}) - julianday({from}) AS INTEGER)";

    /// <summary>A condition that a column is one of the ids of a parameter made by <see cref="SetStatement.Ids"/>.</summary>
    public string IsOneOf(string column, string parameter) => IsPostgres ? $"{column} = ANY (@{parameter})" : $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    /// <summary>A day parameter: SQLite compares text.</summary>
    public object Day(DateOnly day) => IsPostgres ? day : day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A parameter that is a day, said as such: PostgreSQL does not guess the type inside a function.</summary>
    public string DayOf(string parameter) => IsPostgres ? $"@{parameter}::date" : $"@{parameter}";
}
