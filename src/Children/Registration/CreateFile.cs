using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>Makes a file from the form: a lead, whatever is known elsewhere. The answer is always the same; doubles are looked for afterwards (security.md 3.6).</summary>
public sealed class CreateFile(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree tree, RegisterLines lines, JobBell bell)
{
    /// <returns>The file's id.</returns>
    public async Task<Outcome<Guid>> Run(NewFile form, CancellationToken cancel = default)
    {
        if (form.Key == Guid.Empty) return new Problem("key-missing", "这一页太旧了，请刷新后再填。");
        var id = OwnId.Of(scope, form.Key);
        if (await db.Set<Child>().AnyAsync(one => one.Id == id, cancel)) return id;   // sent twice

        var child = new Child { Id = id, Region = form.Place ?? "", CreatedBy = scope.UserId, CreatedAt = clock.Now };
        var input = new CorrectionInput { Key = Guid.CreateVersion7(), Name = form.Name, Sex = form.Sex, BornOn = form.BornOn, Number = form.Number, NoIdReason = form.NoIdReason, IdKind = form.NoNumber ? "none" : "resident-id", Keep = form.Keep };
        var work = new PartWork(db, cipher, blind, clock, scope, tree, child, input, cancel);
        MoveResidence.CheckVillage(work, form.Place);
        if (work.Problems.Count > 0) child.Region = scope.OfficeRegion;   // a place that does not exist must not get a key
        if (form.NoNumber && !string.IsNullOrWhiteSpace(form.Number)) work.Refuse("id-and-none", "填了证件号，就不要勾“还没有证件号”。", nameof(form.Number));
        var (address, situations) = Check(work, form, input);
        if (work.Problems.Count > 0) return work.Problems;

        child.AddressEnc = work.Seal<Child>(nameof(Child.AddressEnc), child.Id, address);
        child.RemarkEnc = work.Seal<Child>(nameof(Child.RemarkEnc), child.Id, situations);
        db.Add(child);
        Residence(work, address);
        Carer(work, form);
        await FirstCategories.Propose(work, form.Situations, situations);
        if (child.IdBlind is { } number) db.Add(new IdentityIndex { Blind = number, ChildId = child.Id, Region = child.Region, State = child.State, NameBlind = IdentityCheck.NameBlind(blind, child.Name) });
        db.Add(IdentityCheck.JobFor(child.Id, clock));
        await lines.Derive(child, cancel);
        if (await db.SaveAsync("child-created", Subject.Of(child), FileWords.Of("known-by", form.KnownBy), cancel) is { } problem) return problem;
        bell.Ring();
        return child.Id;
    }

    private static (string? Address, string Situations) Check(PartWork work, NewFile form, CorrectionInput input)
    {
        var name = CorrectIdentity.ChildName(work, form.Name);
        if (name is not null) work.Child.Name = name;
        if (form.Sex is not ("male" or "female")) work.Refuse("missing", "请选性别。", nameof(form.Sex));
        else work.Child.Sex = form.Sex;
        CorrectIdentity.CheckBirth(work, form.BornOn);
        work.Child.BornOn = form.BornOn;
        CorrectIdentity.SetNumber(work, input);
        if (form.Situations.Count == 0) work.Refuse("missing", "请至少选一项；说不准就选“还要核实”。", nameof(form.Situations));
        foreach (var code in form.Situations) work.Code("situation", code, nameof(form.Situations));
        work.Code("known-by", form.KnownBy, nameof(form.KnownBy), "请选是怎么知道的。");
        work.Text(form.CarerName, nameof(form.CarerName), 60);
        CorrectPhone.Number(work, form.CarerPhone, wanted: false, nameof(form.CarerPhone));
        if (!string.IsNullOrWhiteSpace(form.CarerPhone) && string.IsNullOrWhiteSpace(form.CarerName)) work.Refuse("missing", "填了电话，请把照护人的姓名也填上。", nameof(form.CarerName));
        if (!string.IsNullOrWhiteSpace(form.CarerName)) work.Code("relation", form.CarerRelation, nameof(form.CarerRelation), "请选照护人是孩子的什么人。");
        return (work.Text(form.Address, nameof(form.Address), 100), "建档时知道的情况：" + string.Join("、", form.Situations.Select(code => FileWords.Of("situation", code))));
    }

    private static void Residence(PartWork work, string? address)
    {
        var term = work.Make<ResidenceTerm>(Guid.CreateVersion7());
        (term.Village, term.AddressEnc) = (work.Child.Region, work.Seal<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), term.Id, address));
    }

    private static void Carer(PartWork work, NewFile form)
    {
        if (string.IsNullOrWhiteSpace(form.CarerName)) return;
        var person = work.Make<RelatedPerson>(Guid.CreateVersion7());
        (person.Role, person.Name, person.Relation) = ("carer", form.CarerName.Trim(), form.CarerRelation);
        if (string.IsNullOrWhiteSpace(form.CarerPhone)) return;
        var number = CorrectPhone.Number(work, form.CarerPhone, wanted: true)!;
        var phone = work.Make<Phone>(Guid.CreateVersion7());
        (phone.Role, phone.PersonId) = ("carer", person.Id);
        (phone.NumberEnc, phone.Blind) = (work.Seal<Phone>(nameof(Phone.NumberEnc), phone.Id, number)!, work.Blind.Of(BlindIndex.Phone, number));
    }
}
