using HuTong.Children.Import;
using HuTong.Children.Registration;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children;

/// <summary>The tables of the register and of the import.</summary>
internal sealed class ChildrenModel : IModelPart
{
    public void Build(ModelBuilder model, Engine engine)
    {
        model.Entity<Child>(child =>
        {
            child.HasKey(one => one.Id);
            child.Ignore(one => one.ChildId);
            child.HasIndex(one => one.IdBlind);
            child.HasIndex(one => new { one.Region, one.Id });
            child.HasIndex(one => new { one.Region, one.BornOn });
            child.HasIndex(one => one.HukouRegion);
            child.HasIndex(one => one.BatchId);
            child.HasIndex(one => one.FileNumber).IsUnique();
            child.Property(one => one.Name).HasMaxLength(60);
        });
        Line(model, engine);
        Term<CategoryTerm>(model).HasIndex(term => new { term.Region, term.Code, term.To });
        Term<ParentCircumstance>(model);
        Term<ResidenceTerm>(model);
        Term<Schooling>(model);
        Term<Health>(model);
        Term<Disability>(model);
        Term<RiskLevel>(model);
        Term<RelatedPerson>(model).HasIndex(person => person.IdBlind);
        Term<Phone>(model).HasIndex(phone => phone.Blind);
        Term<PayeeAccount>(model).HasIndex(account => account.Blind);
        model.Entity<LedgerFact>(fact => { fact.HasKey(one => one.Id); fact.HasIndex(one => one.ChildId); fact.HasIndex(one => one.BatchId); });
        model.Entity<MoveProposal>(proposal => { proposal.HasKey(one => one.Id); proposal.HasIndex(one => new { one.ChildId, one.State }); proposal.HasIndex(one => new { one.Region, one.State }); });
        model.Entity<FileNumberBlock>().HasKey(block => new { block.County, block.Year });
        Import(model);
    }

    private static void Line(ModelBuilder model, Engine engine) => model.Entity<RegisterLine>(line =>
    {
        line.HasKey(one => one.ChildId);
        line.Ignore(one => one.Id);
        line.HasIndex(one => new { one.Region, one.ChildId, one.State });   // the state, so that a list is counted in the index alone
        line.HasIndex(one => new { one.Region, one.NextDue, one.ChildId });
        line.HasIndex(one => new { one.NextDue, one.ChildId });
        line.HasIndex(one => new { one.UnseenSince, one.Region });
        line.HasIndex(one => new { one.NameKey, one.Region });
        line.HasIndex(one => new { one.Pinyin, one.Region });
        line.HasIndex(one => new { one.Initials, one.Region });
        line.HasIndex(one => new { one.GuardianName, one.Region });
        if (engine == Engine.Postgres)
            foreach (var key in new[] { nameof(RegisterLine.NameKey), nameof(RegisterLine.Pinyin), nameof(RegisterLine.Initials), nameof(RegisterLine.GuardianName) }) line.Property(key).UseCollation("C");
    });

    private static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Term<T>(ModelBuilder model) where T : ChildTerm
    {
        var term = model.Entity<T>();
        term.HasKey(one => one.Id);
        term.HasIndex(one => new { one.ChildId, one.From });
        term.HasIndex(one => one.BatchId).HasFilter("batch_id IS NOT NULL");
        return term;
    }

    private static void Import(ModelBuilder model)
    {
        model.Entity<ImportBatch>(batch => { batch.HasKey(one => one.Id); batch.HasIndex(one => new { one.Region, one.State }); batch.HasIndex(one => one.FileHash); });
        model.Entity<ImportRow>(row =>
        {
            row.HasKey(one => one.Id);
            row.HasIndex(one => new { one.BatchId, one.Outcome, one.No });
            row.HasIndex(one => new { one.Region, one.Outcome, one.DecidingRegion, one.BatchId }).HasFilter("state = 'waiting'").HasDatabaseName("ix_import_row_waiting");   // counted on every page
            row.HasIndex(one => new { one.DecidingRegion, one.State });
        });
        model.Entity<RememberedMap>(map => { map.HasKey(one => one.Id); map.HasIndex(one => new { one.LayoutKey, one.Region }).IsUnique(); });
        model.Entity<ChangeProposal>(proposal => { proposal.HasKey(one => one.Id); proposal.HasIndex(one => new { one.BatchId, one.State, one.Field }); proposal.HasIndex(one => new { one.ChildId, one.State }); proposal.HasIndex(one => one.RowId); });
    }
}
