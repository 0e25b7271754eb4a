using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Sealed;

/// <summary>The sealed facts' own store: schema `sealed` on PostgreSQL, a file of its own on SQLite (security.md 4). Written through <see cref="ISealedIntake"/>, read by Protection alone.</summary>
public sealed class SealedDb(DbContextOptions<SealedDb> options, Database database) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder model)
    {
        if (database.Engine == Engine.Postgres) model.HasDefaultSchema("sealed");
        model.Entity<SealedFact>(fact =>
        {
            fact.HasKey(one => one.Id);
            fact.HasIndex(one => new { one.ChildId, one.KindTag }).IsUnique();
            fact.HasIndex(one => one.BatchId);
        });
        model.Entity<SealedViewer>(viewer => { viewer.HasKey(one => new { one.FactId, one.UserId, one.From }); });
        model.Entity<SealedAccess>(access => { access.HasKey(one => one.Id); access.HasIndex(one => one.FactId); });
        foreach (var entity in model.Model.GetEntityTypes()) model.Entity(entity.ClrType).ToTable(SnakeCase.Of(entity.ClrType.Name));
    }
}

/// <summary>A fact that opens only to named viewers; its kind is a blind index, so that nothing outside points in.</summary>
public sealed class SealedFact
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";
    public byte[] KindTag { get; set; } = [];
    public byte[] Ciphertext { get; set; } = [];
    public Guid? BatchId { get; set; }
    public Guid By { get; set; }
    public DateTime At { get; set; }
}

/// <summary>Who may open a fact, named by the county's reviewer, for at most 90 days.</summary>
public sealed class SealedViewer
{
    public Guid FactId { get; set; }
    public Guid UserId { get; set; }
    public DateOnly From { get; set; }
    public DateOnly To { get; set; }
    public string Reason { get; set; } = "";
    public Guid NamedBy { get; set; }
}

/// <summary>Who opened or changed a fact.</summary>
public sealed class SealedAccess
{
    public Guid Id { get; set; }
    public Guid FactId { get; set; }
    public Guid UserId { get; set; }
    public DateTime At { get; set; }
    public string Action { get; set; } = "";
    public string Purpose { get; set; } = "";
}
