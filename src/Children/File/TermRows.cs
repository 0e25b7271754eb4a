using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

internal enum TermKind { Category, Circumstance, School, Health, Disability, Risk, Person, Phone, Account, Residence }

/// <summary>A dated term of any table in one shape, so that a file is read by one statement.</summary>
internal sealed class TermRow
{
    public TermKind Kind { get; set; }
    public Guid Id { get; set; }
    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }
    public DateTime KnownFrom { get; set; }
    public string Source { get; set; } = "";
    public string? A { get; set; }
    public string? B { get; set; }
    public string? C { get; set; }
    public string? D { get; set; }
    public string? E { get; set; }
    public string? F { get; set; }
    public byte[]? X { get; set; }
    public byte[]? Y { get; set; }
    public byte[]? Z { get; set; }
    public bool? P { get; set; }
    public DateOnly? On { get; set; }
    public int N { get; set; }
}

/// <summary>The terms of one child that hold on a day: ten tables, one UNION ALL, each by its index on child and day. Written out, because only an expression that calls no method of ours can be compiled.</summary>
internal static class TermRows
{
    public static async Task<List<TermRow>> Of(HuTongDb db, Guid childId, DateOnly day, CancellationToken cancel)
    {
        var rows = new List<TermRow>();
        await foreach (var row in Holding.In(db)(db, childId, day).WithCancellation(cancel)) rows.Add(row);
        return [.. rows.OrderBy(row => row.Kind).ThenByDescending(row => row.From)];
    }

    private static readonly CompiledQuery<Func<HuTongDb, Guid, DateOnly, IAsyncEnumerable<TermRow>>> Holding = new(() => EF.CompileAsyncQuery((HuTongDb db, Guid childId, DateOnly day) =>
            db.Set<CategoryTerm>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Category, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Code, B = t.State, C = t.EndReason, D = null, E = null, F = null, X = t.GroundEnc, Y = null, Z = null, P = null, On = null, N = 0 })
            .Concat(db.Set<Schooling>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.School, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Stage, B = t.Status, C = t.School, D = t.Grade, E = null, F = null, X = null, Y = null, Z = null, P = t.IsBoarding, On = null, N = 0 }))
            .Concat(db.Set<Health>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Health, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Code, B = null, C = null, D = null, E = null, F = null, X = t.NoteEnc, Y = null, Z = null, P = null, On = null, N = 0 }))
            .Concat(db.Set<Disability>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Disability, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Kind, B = t.Grade, C = null, D = null, E = null, F = null, X = t.WordsEnc, Y = t.CertificateEnc, Z = null, P = null, On = t.ExpiresOn, N = 0 }))
            .Concat(db.Set<RiskLevel>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Risk, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Level, B = null, C = null, D = null, E = null, F = null, X = t.ReasonEnc, Y = null, Z = null, P = null, On = null, N = 0 }))
            .Concat(db.Set<ResidenceTerm>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Residence, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Village, B = null, C = null, D = null, E = null, F = null, X = t.AddressEnc, Y = null, Z = null, P = null, On = null, N = 0 }))
            .Concat(db.Set<ParentCircumstance>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Circumstance, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Parent, B = t.Code, C = t.DisabilityKind, D = t.DisabilityGrade, E = null, F = null, X = t.WordsEnc, Y = null, Z = null, P = t.IsProved, On = t.On, N = 0 }))
            .Concat(db.Set<RelatedPerson>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Person, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Role, B = t.Relation, C = t.Name, D = t.GuardianBasis, E = t.Ability, F = t.RelationWords ?? t.CareReason, X = t.IdEnc, Y = t.WorkPlaceEnc, Z = t.AddressEnc, P = null, On = null, N = 0 }))
            .Concat(db.Set<Phone>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Phone, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Role, B = null, C = null, D = null, E = null, F = null, X = t.NumberEnc, Y = null, Z = null, P = null, On = null, N = t.Rank }))
            .Concat(db.Set<PayeeAccount>().AsNoTracking().Where(t => t.ChildId == childId && t.From <= day && (t.To == null || t.To > day))
                .Select(t => new TermRow { Kind = TermKind.Account, Id = t.Id, From = t.From, To = t.To, KnownFrom = t.KnownFrom, Source = t.Source, A = t.Bank, B = t.Holder, C = t.State, D = null, E = null, F = null, X = t.AccountEnc, Y = null, Z = null, P = null, On = null, N = 0 }))));
}
