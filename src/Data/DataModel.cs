using HuTong.Data.Access;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data;

/// <summary>The tables of Data itself: record, access log, keys, jobs, doubles, files.</summary>
internal sealed class DataModel : IModelPart
{
    public void Build(ModelBuilder model, Engine engine)
    {
        model.Entity<Event>(one =>
        {
            one.HasKey(row => row.Id);
            one.HasIndex(row => new { row.ChildId, row.At });
            one.HasIndex(row => row.SealNo);
            one.HasIndex(row => new { row.SubjectId, row.At }).HasFilter("subject_kind IN ('worker', 'post', 'account')").HasDatabaseName("ix_event_of_worker");
            one.HasIndex(row => row.Id).HasFilter("seal_no IS NULL").HasDatabaseName("ix_event_unsealed");
        });
        model.Entity<EventSeal>(one => { one.HasKey(row => row.No); one.Property(row => row.No).ValueGeneratedNever(); one.HasIndex(row => row.PrevMac).IsUnique(); });
        model.Entity<Checkpoint>().HasKey(row => row.Day);
        model.Entity<AccessEntry>(one =>
        {
            one.HasKey(row => row.Id);
            one.HasIndex(row => new { row.UserId, row.At });
            one.HasIndex(row => new { row.ChildId, row.At });
        });
        model.Entity<Job>(one => { one.HasKey(row => row.Id); one.HasIndex(row => new { row.State, row.RunAt }); });
        model.Entity<DataKey>(one => { one.HasKey(row => row.Id); one.Property(row => row.Id).ValueGeneratedOnAdd(); one.HasIndex(row => new { row.County, row.Purpose }); });
        model.Entity<IdentityIndex>(one => { one.HasKey(row => new { row.Blind, row.ChildId }); one.HasIndex(row => row.ChildId); });
        model.Entity<DuplicateHit>(one => { one.HasKey(row => row.Id); one.HasIndex(row => new { row.State, row.Region }); one.HasIndex(row => new { row.FirstChildId, row.SecondChildId }); });
        model.Entity<NotSame>(one => { one.HasKey(row => row.Id); one.HasIndex(row => new { row.FirstChildId, row.SecondChildId }).IsUnique(); });
        model.Entity<Attachment>(one => { one.HasKey(row => row.Id); one.HasIndex(row => row.ChildId); });
        model.Entity<DataProtectionKey>().HasKey(row => row.Id);
    }
}
