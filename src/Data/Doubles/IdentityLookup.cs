namespace HuTong.Data.Doubles;

/// <summary>What is known of an ID number: in which file, in which state, and whether inside the asker's own jurisdiction. Nothing of another place but that it exists.</summary>
public sealed record IdentityAnswer(byte[] Blind, Guid ChildId, string Region, byte[] NameBlind, string State);

/// <summary>The one reader of the identity index, under the log-in for jobs (security.md 3.6).</summary>
public sealed class IdentityLookup(Database database)
{
    private const string Answers = "SELECT blind, child_id, region, name_blind, state FROM identity_index WHERE valid_to IS NULL AND blind ";

    private int Chunk => database.Engine == Engine.Postgres ? 5000 : 500;

    /// <summary>All entries with one of these blind indexes, in sets.</summary>
    public async Task<List<IdentityAnswer>> Find(IReadOnlyCollection<byte[]> blinds, CancellationToken cancel = default)
    {
        List<IdentityAnswer> found = [];
        await using var connection = await database.OpenOfJobs(cancel);
        foreach (var chunk in blinds.Chunk(Chunk))
        {
            await using var command = database.Engine == Engine.Postgres
                ? connection.Statement(Answers + "= ANY (@blinds)", ("blinds", chunk))
                : connection.Statement($"{Answers} IN ({string.Join(", ", chunk.Select((_, at) => $"@blind{at}"))})", [.. chunk.Select((blind, at) => ($"blind{at}", (object)blind))]);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
                found.Add(new IdentityAnswer(reader.GetFieldValue<byte[]>(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetString(4)));
        }
        return found;
    }
}
