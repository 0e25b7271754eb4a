using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Data.Sealed;

namespace HuTong.Children.Import;

/// <summary>All rows that a chunk of a ledger becomes, table by table, ready for one bulk write.</summary>
internal sealed class FileRows
{
    public List<Child> Children { get; } = [];
    public List<RegisterLine> Lines { get; } = [];
    public List<CategoryTerm> Categories { get; } = [];
    public List<ResidenceTerm> Residences { get; } = [];
    public List<Schooling> Schoolings { get; } = [];
    public List<Health> Healths { get; } = [];
    public List<Disability> Disabilities { get; } = [];
    public List<RelatedPerson> People { get; } = [];
    public List<Phone> Phones { get; } = [];
    public List<PayeeAccount> Accounts { get; } = [];
    public List<ParentCircumstance> Circumstances { get; } = [];
    public List<LedgerFact> Facts { get; } = [];
    public List<IdentityIndex> Identities { get; } = [];
    public List<ImportRow> Rows { get; } = [];
    public List<ChangeProposal> Proposals { get; } = [];
    public List<Event> Events { get; } = [];
    public List<SealedEntry> Sealed { get; } = [];
}
