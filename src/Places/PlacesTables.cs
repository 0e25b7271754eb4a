using HuTong.Data;
using HuTong.Places.Calendar;
using HuTong.Places.Settings;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places;

/// <summary>The tables of the room: region, region_succession, calendar_day, setting.</summary>
public sealed class PlacesTables : IModelPart
{
    public void Build(ModelBuilder model, Engine engine)
    {
        model.Entity<Region>(region =>
        {
            region.HasKey(row => row.Code);
            region.Property(row => row.Code).HasMaxLength(12);
            region.Property(row => row.Name).HasMaxLength(40);
            region.Ignore(row => row.Level);
            region.Property(row => row.Kind).HasMaxLength(20);
            region.Property(row => row.ParentCode).HasMaxLength(12);
            region.Property(row => row.ManagingCode).HasMaxLength(12);
            region.Property(row => row.BaseKey).HasMaxLength(40);
            // Names and managers are looked for in the tree in memory, so the table needs no index for them.
            region.HasIndex(row => row.ParentCode);
        });
        model.Entity<RegionSuccession>(succession =>
        {
            succession.Property(row => row.OldCode).HasMaxLength(12);
            succession.Property(row => row.NewCode).HasMaxLength(12);
            succession.Property(row => row.Kind).HasMaxLength(20);
            succession.HasIndex(row => row.OldCode);
        });
        model.Entity<CalendarDay>(day =>
        {
            day.HasKey(row => row.Date);
            day.Property(row => row.Kind).HasMaxLength(10);
            day.Property(row => row.Name).HasMaxLength(60);
        });
        model.Entity<Setting>(setting =>
        {
            setting.Property(row => row.Key).HasMaxLength(60);
            setting.Property(row => row.Region).HasMaxLength(12);
            setting.Property(row => row.Value).HasMaxLength(200);
            setting.Property(row => row.Document).HasMaxLength(60);
            setting.HasIndex(row => new { row.Key, row.Region, row.ValidFrom }).IsUnique();
        });
    }
}
