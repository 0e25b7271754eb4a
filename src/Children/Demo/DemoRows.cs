using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Data.Sealed;

namespace HuTong.Children.Demo;

/// <summary>Rows of all tables of the room, made from stories and ready to be written.</summary>
internal sealed class DemoRows
{
    public List<Child> Children { get; } = [];
    public List<RegisterLine> Lines { get; } = [];
    public List<CategoryTerm> Categories { get; } = [];
    public List<ParentCircumstance> Circumstances { get; } = [];
    public List<ResidenceTerm> Residences { get; } = [];
    public List<Schooling> Schoolings { get; } = [];
    public List<Health> Healths { get; } = [];
    public List<Disability> Disabilities { get; } = [];
    public List<RiskLevel> Risks { get; } = [];
    public List<RelatedPerson> People { get; } = [];
    public List<Phone> Phones { get; } = [];
    public List<IdentityIndex> Identities { get; } = [];
    public List<DuplicateHit> Hits { get; } = [];
    public List<SealedEntry> Sealed { get; } = [];
    public List<Event> Events { get; } = [];
}

/// <summary>Writes <see cref="DemoRows"/> in bulk inside the transaction of the part.</summary>
internal sealed class DemoWriter(HuTongDb db)
{
    private readonly BulkWriter<Child> children = new(db);
    private readonly BulkWriter<RegisterLine> lines = new(db);
    private readonly BulkWriter<CategoryTerm> categories = new(db);
    private readonly BulkWriter<ParentCircumstance> circumstances = new(db);
    private readonly BulkWriter<ResidenceTerm> residences = new(db);
    private readonly BulkWriter<Schooling> schoolings = new(db);
    private readonly BulkWriter<Health> healths = new(db);
    private readonly BulkWriter<Disability> disabilities = new(db);
    private readonly BulkWriter<RiskLevel> risks = new(db);
    private readonly BulkWriter<RelatedPerson> people = new(db);
    private readonly BulkWriter<Phone> phones = new(db);
    private readonly BulkWriter<IdentityIndex> identities = new(db);
    private readonly BulkWriter<DuplicateHit> hits = new(db);
    private readonly BulkWriter<Event> events = new(db);

    public async Task Write(DemoRows rows, CancellationToken cancel)
    {
        await children.Write(rows.Children, cancel);
        await lines.Write(rows.Lines, cancel);
        await categories.Write(rows.Categories, cancel);
        await circumstances.Write(rows.Circumstances, cancel);
        await residences.Write(rows.Residences, cancel);
        await schoolings.Write(rows.Schoolings, cancel);
        await healths.Write(rows.Healths, cancel);
        await disabilities.Write(rows.Disabilities, cancel);
        await risks.Write(rows.Risks, cancel);
        await people.Write(rows.People, cancel);
        await phones.Write(rows.Phones, cancel);
        await identities.Write(rows.Identities, cancel);
        await hits.Write(rows.Hits, cancel);
        await events.Write(rows.Events, cancel);
    }
}
