using HuTong.Data;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People;

/// <summary>The tables of the room: account, worker, post, jurisdiction, grant, session.</summary>
internal sealed class PeopleModel : IModelPart
{
    public void Build(ModelBuilder model, Engine engine)
    {
        model.Entity<Account>(account =>
        {
            account.Ignore(row => row.Email).Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed)
                .Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed)
                .Ignore(row => row.SecurityStamp).Ignore(row => row.ConcurrencyStamp).Ignore(row => row.LockoutEnd).Ignore(row => row.LockoutEnabled);
            account.Property(row => row.UserName).HasMaxLength(40).IsRequired().HasColumnName("username");
            account.Property(row => row.NormalizedUserName).HasMaxLength(40).IsRequired().HasColumnName("normalised_username");
            account.Property(row => row.State).HasMaxLength(10);
            account.Property(row => row.PasswordHash).HasMaxLength(120);
            account.HasIndex(row => row.NormalizedUserName).IsUnique();
            account.HasIndex(row => row.PersonKey);
            account.HasIndex(row => row.WorkerId);
        });
        model.Entity<Worker>(worker =>
        {
            worker.Property(row => row.Name).HasMaxLength(40);
            worker.HasIndex(row => row.Name);
        });
        model.Entity<Post>(post =>
        {
            post.Property(row => row.Role).HasMaxLength(24);
            post.Property(row => row.Kind).HasMaxLength(12);
            post.Property(row => row.Region).HasMaxLength(12);
            post.Property(row => row.EndedReason).HasMaxLength(200);
            post.HasIndex(row => new { row.UserId, row.ValidTo });
            post.HasIndex(row => new { row.Region, row.Role });
        });
        model.Entity<Jurisdiction>(place =>
        {
            place.Property(row => row.Prefix).HasMaxLength(12);
            place.HasIndex(row => new { row.PostId, row.ValidTo });
            place.HasIndex(row => new { row.Prefix, row.ValidTo });
            // Overlapping terms are refused by AddPost under a lock; this one stops two open terms whatever the code does.
            place.HasIndex(row => row.Prefix).IsUnique().HasFilter(engine == Engine.Postgres ? "is_responsible AND valid_to IS NULL" : "is_responsible = 1 AND valid_to IS NULL")
                .HasDatabaseName("ix_jurisdiction_one_responsible");
            var isDigits = engine == Engine.Postgres ? "prefix ~ '^[0-9]+$'" : "prefix NOT GLOB '*[^0-9]*'";
            place.ToTable(table => table.HasCheckConstraint("ck_jurisdiction_prefix", $"length(prefix) IN (2, 4, 6, 9, 12) AND {isDigits}"));
        });
        model.Entity<Grant>(grant =>
        {
            grant.Property(row => row.Kind).HasMaxLength(12);
            grant.HasIndex(row => new { row.UserId, row.ValidTo });
            grant.HasIndex(row => row.ChildId);
        });
        model.Entity<Session>(session =>
        {
            session.Property(row => row.Kind).HasMaxLength(8);
            session.Property(row => row.Ip).HasMaxLength(45);
            session.Property(row => row.Agent).HasMaxLength(200);
            session.HasIndex(row => new { row.UserId, row.RevokedAt });
        });
    }
}
