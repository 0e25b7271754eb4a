using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits;

/// <summary>The tables of the room: visit_duty, visit, follow_up, coverage_month, visit_count, coverage_check, urging.</summary>
internal sealed class VisitsModel : IModelPart
{
    public void Build(ModelBuilder model, Engine engine)
    {
        model.Entity<VisitDuty>(duty =>
        {
            duty.HasKey(one => new { one.ChildId, one.Period, one.Ordinal });
            duty.Ignore(one => one.Id);
            duty.Property(one => one.Period).HasMaxLength(20);
            duty.Property(one => one.CountsAt).HasMaxLength(12);
            if (engine == Engine.Postgres) duty.Property(one => one.CountsAt).UseCollation("C");
            duty.HasIndex(one => new { one.Month, one.CountsAt });
            duty.HasIndex(one => new { one.Region, one.Due }).HasFilter("state = 'due'").HasDatabaseName("ix_visit_duty_open");
        });
        model.Entity<Visit>(visit =>
        {
            visit.HasKey(one => one.Id);
            visit.Ignore(one => one.Stands);
            visit.HasIndex(one => new { one.ChildId, one.On });
            visit.HasIndex(one => new { one.Region, one.AcceptBy }).HasFilter("state = 'submitted'").HasDatabaseName("ix_visit_waiting");
        });
        model.Entity<FollowUp>(follow =>
        {
            follow.HasKey(one => one.Id);
            follow.Ignore(one => one.IsUrgent);
            follow.HasIndex(one => new { one.ChildId, one.OpenedOn });
            follow.HasIndex(one => new { one.Region, one.Due }).HasFilter("state = 'open'").HasDatabaseName("ix_follow_up_open");
        });
        model.Entity<CoverageMonth>(row =>
        {
            row.HasKey(one => new { one.Month, one.Region, one.Class, one.Level });
            row.Property(one => one.Level).HasMaxLength(10);
            row.HasIndex(one => new { one.Month, one.Level, one.Region });
            row.HasIndex(one => one.DiffersOn).HasFilter("differs_on IS NOT NULL").HasDatabaseName("ix_coverage_month_differing");
        });
        model.Entity<VisitCount>().HasKey(one => new { one.Month, one.Region });
        model.Entity<CoverageCheck>().HasKey(one => new { one.Day, one.Month });
        model.Entity<Urging>(urging =>
        {
            urging.HasKey(one => one.Id);
            urging.HasIndex(one => new { one.Region, one.At });
        });
    }
}
