using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>The registered place: its own notice, never the fence (ORG-013).</summary>
internal sealed class CorrectHukouRegion : IPart
{
    public string Slug => "hukou";
    public string Title => "户籍";
    public string Tab => "basic";
    public Ways Ways => Ways.Both;

    public Task Fill(PartWork work, CorrectionInput input)
    {
        (input.Place, input.Code) = (work.Child.HukouRegion, work.Child.HukouKind);
        input.Address = work.Read<Child>(nameof(Child.HukouAddressEnc), work.Child.Id, work.Child.HukouAddressEnc);
        return Task.CompletedTask;
    }

    public Task Apply(PartWork work, CorrectionInput input)
    {
        var kind = work.Code("hukou-kind", input.Code, nameof(input.Code), "请选户口性质。");
        var address = work.Text(input.Address, nameof(input.Address), 100);
        if (kind != "none" && string.IsNullOrEmpty(input.Place)) work.Refuse("missing", "请选户籍地。没有上户口的，户口性质选“无户口”。", nameof(input.Place));
        else if (!string.IsNullOrEmpty(input.Place) && !work.Tree.Knows(input.Place)) work.Refuse("place-unknown", "没有这个地方，请重新选。", nameof(input.Place));
        if (work.Problems.Count > 0) return Task.CompletedTask;
        (work.Child.HukouKind, work.Child.HukouRegion) = (kind, kind == "none" || string.IsNullOrEmpty(input.Place) ? null : input.Place);
        if (address != work.Read<Child>(nameof(Child.HukouAddressEnc), work.Child.Id, work.Child.HukouAddressEnc)) work.Child.HukouAddressEnc = work.Seal<Child>(nameof(Child.HukouAddressEnc), work.Child.Id, address);
        return Task.CompletedTask;
    }
}

/// <summary>Where the child lives, inside the own jurisdiction; every row of the file follows. Beyond it a transfer is wanted, not a correction.</summary>
internal sealed class MoveResidence : IPart
{
    public string Slug => "residence";
    public string Title => "住址";
    public string Tab => "basic";
    public Ways Ways => Ways.Both;
    public bool IsShared => true;

    public Task<(string Now, string Then)> Preview(PartWork work, CorrectionInput input) => Task.FromResult((
        Words(work, work.Child.Region, work.Read<Child>(nameof(Child.AddressEnc), work.Child.Id, work.Child.AddressEnc)), Words(work, input.Place ?? "", input.Address)));

    private static string Words(PartWork work, string place, string? address) => $"{work.Tree.ShortName(place, RegionLevel.Township)} {address}".Trim();

    public Task Fill(PartWork work, CorrectionInput input)
    {
        input.Place = work.Child.Region;
        input.Address = work.Read<Child>(nameof(Child.AddressEnc), work.Child.Id, work.Child.AddressEnc);
        return Task.CompletedTask;
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var child = work.Child;
        var address = work.Text(input.Address, nameof(input.Address), 100);
        CheckVillage(work, input.Place);
        if (work.Problems.Count > 0) return;

        var term = await work.Turn(await work.Current<ResidenceTerm>());
        if (work.Problems.Count > 0) return;
        term.Village = input.Place!;
        if (work.Db.Entry(term).State == EntityState.Added || address != work.Read<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), term.Id, term.AddressEnc))
            term.AddressEnc = work.Seal<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), term.Id, address);
        if (address != work.Read<Child>(nameof(Child.AddressEnc), child.Id, child.AddressEnc)) child.AddressEnc = work.Seal<Child>(nameof(Child.AddressEnc), child.Id, address);
        if (child.Region == input.Place) return;
        await FileRows.Move(work.Db, child, input.Place!, work.Today, work.Cancel);
        work.ChecksIdentity = true;
    }

    public static void CheckVillage(PartWork work, string? place)
    {
        if (string.IsNullOrEmpty(place)) work.Refuse("missing", "请选孩子现在住的村（居）。", nameof(CorrectionInput.Place));
        else if (work.Tree.Find(place) is not { Level: RegionLevel.Village }) work.Refuse("place-not-village", "请选到村（居）。", nameof(CorrectionInput.Place));
        else if (!work.Scope.Covers(place)) work.Refuse("outside-jurisdiction", "这个村（居）不在您的辖区。孩子搬出辖区，要由上一级移交，不能在这里改。", nameof(CorrectionInput.Place), "ORG-013");
    }
}

/// <summary>Every row about a child carries the child's place; a move takes all of them along in one transaction.</summary>
internal static class FileRows
{
    private static readonly System.Reflection.MethodInfo MoveOf = typeof(FileRows).GetMethod(nameof(MoveRows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;

    public static async Task Move(Data.HuTongDb db, Child child, string to, DateOnly today, CancellationToken cancel)
    {
        var from = child.Region;
        foreach (var type in db.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(type => typeof(IChildFact).IsAssignableFrom(type) && type != typeof(Child)))
            await (Task)MoveOf.MakeGenericMethod(type).Invoke(null, [db, child.Id, from, to, today, cancel])!;
        foreach (var file in await db.Set<Attachment>().Where(file => file.ChildId == child.Id && file.Region == from).ToListAsync(cancel)) file.Region = to;
        child.Region = to;
    }

    // Rows that carry another place, the paying county, stay where they are (security.md 3.1).
    private static async Task MoveRows<T>(Data.HuTongDb db, Guid childId, string from, string to, DateOnly today, CancellationToken cancel) where T : class, IChildFact
    {
        var rows = await db.Set<T>().Where(row => EF.Property<Guid>(row, nameof(IChildFact.ChildId)) == childId).ToListAsync(cancel);
        foreach (var entry in rows.Select(row => db.Entry(row)).Concat(db.ChangeTracker.Entries<T>().Where(entry => entry.State == EntityState.Added && entry.Entity.ChildId == childId)).ToList())
            if ((entry.Entity as IStaysBehind)?.StaysBehind(today) != true && (string)entry.Property(nameof(IFenced.Region)).CurrentValue! == from) entry.Property(nameof(IFenced.Region)).CurrentValue = to;
    }
}
