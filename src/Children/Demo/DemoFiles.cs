using System.Globalization;
using HuTong.Children.Find;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;

namespace HuTong.Children.Demo;

/// <summary>Makes the rows of one child's file out of its story: facts with their past dates, encrypted, and the record of how it came about.</summary>
internal sealed class DemoFiles(DemoPlan plan, RegionTree tree, FieldCipher cipher, BlindIndex blind, DemoActors actors, DemoRandom random, DemoRows rows)
{
    private readonly List<Change> told = [];
    private ChildStory story = null!;
    private DateTime madeAt;

    public void Add(ChildStory one)
    {
        (story, madeAt) = (one, DemoPlan.AtWork(one.IsStock || one.State is FileStates.Lead or FileStates.Merged ? one.From : one.From.AddDays(-random.Between(3, 8)), random));
        told.Clear();
        var child = ChildOf();
        rows.Children.Add(child);
        if (child.IdBlind is { } number) rows.Identities.Add(new IdentityIndex { Blind = number, ChildId = child.Id, Region = child.Region, State = child.State, NameBlind = IdentityCheck.NameBlind(blind, child.Name) });
        Say("child.name", child.Name, child.Id);
        Say("child.sex", child.Sex, child.Id);
        Say("child.born_on", Day(story.BornOn), child.Id);
        Say("child.region", child.Region, child.Id);
        foreach (var term in story.Terms) Category(term);
        Home(child);
        var school = School();
        Body();
        var guardian = People();
        Risk();
        rows.Lines.Add(LineOf(child, school, guardian));
        var events = new DemoEvents(plan, cipher, actors, random, rows.Events);
        child.Version = events.Tell(story, child, tree.ManagingCounty(story.Village)!, madeAt, told);
        child.CreatedBy = events.Maker?.UserId ?? Guid.Empty;
        if (story.Double == DoubleKind.SameNumber) Hit();
    }

    private Child ChildOf()
    {
        var person = story.Person!;
        var isMigrant = story.Family == FamilyKind.Migrant;
        var child = new Child
        {
            Id = story.Id, FileNumber = story.FileNumber, Name = person.Name, Sex = PersonCodes.CodeOf(story.Sex), BornOn = story.BornOn, Ethnicity = person.Ethnicity, Region = story.Village,
            IdKind = person.IdNumber is null ? "none" : "resident-id", NoIdReason = person.IdNumber is null ? story.HasNoHukou ? "not-registered" : "other" : null,
            HukouRegion = story.HasNoHukou ? null : isMigrant ? random.Pick(Elsewhere) : story.Village, HukouKind = story.HasNoHukou ? "none" : random.Chance(80) ? "rural" : "unified",
            PayingRegion = story.IsPaid ? tree.ManagingCounty(story.Village) : null, LivesWith = story.LivesAlone ? "alone" : story.Home!.LivesWith, IsTwin = story.IsTwin, HouseholdId = story.Home!.Id,
            Economy = story.Terms.Exists(term => term.Code == Categories.HardshipFamily) ? random.Pick(Poor) : null,
            State = story.State, RegisteredOn = story.FileNumber is null ? null : story.From, ExitReason = story.ExitReason, ExitOn = story.ExitOn, MergedInto = story.Double == DoubleKind.Merged ? story.DoubleOf!.Id : null,
            Source = story.IsStock ? "import" : "form", CreatedAt = madeAt,
        };
        child.IdEnc = Seal<Child>(nameof(Child.IdEnc), child.Id, person.IdNumber);
        child.IdBlind = person.IdNumber is null ? null : blind.Of(BlindIndex.IdNumber, person.IdNumber);
        child.AddressEnc = Seal<Child>(nameof(Child.AddressEnc), child.Id, story.Home.People!.Address);
        if (story.Double == DoubleKind.WrongCheckDigit) child.RemarkEnc = Seal<Child>(nameof(Child.RemarkEnc), child.Id, "村里报来的证件号校验位不对，还没有核对到原件");
        return child;
    }

    private static readonly string[] Elsewhere = ["371302", "371702", "370902", "371521", "410122", "320312"], Poor = ["minimum-living", "minimum-living", "low-income-edge", "poverty-monitor"];

    private void Category(TermStory term)
    {
        var row = Term(new CategoryTerm { Code = term.Code, State = term.State, EndReason = term.EndReason }, term.From, term.To);
        if (term.From > story.From) row.KnownFrom = DemoPlan.AtWork(term.From, random);
        else Say("category_term.code", term.Code, row.Id);
        rows.Categories.Add(row);
        if (term.Sealed is { } kind) rows.Sealed.Add(new SealedEntry(story.Id, story.Village, kind));
    }

    private void Home(Child child)
    {
        var home = Term(new ResidenceTerm { Village = story.Village }, story.From);
        home.AddressEnc = Seal<ResidenceTerm>(nameof(ResidenceTerm.AddressEnc), home.Id, story.Home!.People!.Address);
        rows.Residences.Add(home);
        foreach (var parent in story.Home.Parents)
        {
            var row = Term(new ParentCircumstance { Parent = parent.Parent, Code = parent.Code, IsProved = story.IsPaid }, parent.Since > story.BornOn ? parent.Since : story.BornOn);
            if (Circumstances.IsGone(parent.Code) || parent.Code == Circumstances.GuardianshipRevoked) row.On = row.From;
            if (Circumstances.IsCustody(parent.Code)) row.IsInCustody = true;
            if (parent.Code == Circumstances.SeverelyDisabled) (row.DisabilityKind, row.DisabilityGrade) = (random.Chance(60) ? "physical" : "mental", random.Chance(50) ? "grade-1" : "grade-2");
            if (parent.Code == Circumstances.SeriouslyIll) row.IsOnIllnessList = true;
            rows.Circumstances.Add(row);
        }
    }

    private Schooling? School()
    {
        var age = Ages.On(story.BornOn, new DateOnly(plan.Today.Month >= 9 ? plan.Today.Year : plan.Today.Year - 1, 8, 31));
        var town = tree.NameOf(story.Village[..9])!;
        var place = town.Replace("街道", "", StringComparison.Ordinal).Replace("管理委员会", "", StringComparison.Ordinal);
        var schooling = age switch
        {
            < 3 => null,
            < 6 => new Schooling { Stage = "kindergarten", School = $"{place}中心幼儿园", Grade = $"{"小中大"[age - 3]}班" },
            < 11 => new Schooling { Stage = "primary", School = $"{place}中心小学", Grade = $"{"一二三四五"[age - 6]}年级" },
            < 15 => new Schooling { Stage = "junior", School = $"{place}中学", Grade = $"{"六七八九"[age - 11]}年级" },
            < 18 => new Schooling { Stage = age % 2 == 0 ? "senior" : "vocational", School = age % 2 == 0 ? "第一中学" : "职业中专", Grade = $"高{"一二三"[age - 15]}" },
            _ => story.IsStudying ? new Schooling { Stage = "junior-college", School = "职业技术学院", Grade = "大一" } : null,
        };
        if (schooling is null) return null;
        schooling.Status = "attending";
        schooling.IsBoarding = story.Home!.LivesWith == "school-boarding" || age is >= 12 && random.Chance(30);
        rows.Schoolings.Add(Term(schooling, story.From, story.ExitReason == "study-finished" ? story.ExitOn : null));
        return schooling;
    }

    private void Body()
    {
        if (story.Terms.Exists(term => term.Code == Categories.SevereIllness)) rows.Healths.Add(Term(new Health { Code = "seriously-ill" }, story.From));
        var severe = story.Terms.Exists(term => term.Code == Categories.SevereDisability);
        if (!severe && !story.Terms.Exists(term => term.Code == Categories.Disabled)) return;
        var kind = random.Pick(PersonCodes.DisabilityKinds.All.Where(code => code.Key != "unknown" && code.Key != "refused").ToList());
        var grade = severe ? random.Between(1, 2) : kind.Key is "intellectual" or "mental" ? 4 : random.Between(3, 4);
        var row = Term(new Disability { Kind = kind.Key, Grade = $"grade-{grade}" }, story.From);
        if (story.Person!.IdNumber is { } number) row.CertificateEnc = Seal<Disability>(nameof(Disability.CertificateEnc), row.Id, $"{number}{kind.Official}{grade}");
        rows.Disabilities.Add(row);
    }

    private GrownUp? People()
    {
        var home = story.Home!.People!;
        if (home.Father is { } father) Person(father, "father", story.Home.Parents.FirstOrDefault(parent => parent.Parent == "father")?.Code);
        if (home.Mother is { } mother) Person(mother, "mother", story.Home.Parents.FirstOrDefault(parent => parent.Parent == "mother")?.Code);
        if (home.Carer is { } carer) Person(carer, "guardian", null);
        return home.Carer;
    }

    private void Person(GrownUp person, string role, string? circumstance)
    {
        var row = Term(new RelatedPerson { Role = role, Name = person.Name, Relation = person.Relation }, story.From);
        var isGuardian = role == "guardian";
        if (isGuardian || story.IsPaid)
        {
            row.IdEnc = Seal<RelatedPerson>(nameof(RelatedPerson.IdEnc), row.Id, person.IdNumber);
            row.IdBlind = blind.Of(BlindIndex.IdNumber, person.IdNumber);
        }
        row.WorkPlaceEnc = isGuardian ? null : Seal<RelatedPerson>(nameof(RelatedPerson.WorkPlaceEnc), row.Id, person.WorkPlace);
        if (isGuardian && story.Family == FamilyKind.LeftBehind) row.CareReason = "both-away";
        rows.People.Add(row);
        if (isGuardian) Say("related_person.name", person.Name, row.Id);
        if (!isGuardian && circumstance is not (null or Circumstances.AtHome or Circumstances.WorkingAway)) return;
        if (!isGuardian && person.WorkPlace is null) return;
        var phone = Term(new Phone { Role = role, PersonId = row.Id, Blind = blind.Of(BlindIndex.Phone, person.Phone) }, story.From);
        phone.NumberEnc = Seal<Phone>(nameof(Phone.NumberEnc), phone.Id, person.Phone)!;
        rows.Phones.Add(phone);
    }

    private void Risk()
    {
        if (story.Risk is null) return;
        var from = random.Day(plan.YearAgo.AddDays(-200), plan.LastChange);
        rows.Risks.Add(Term(new RiskLevel { Level = story.Risk }, from > story.From ? from : story.From));
    }

    private RegisterLine LineOf(Child child, Schooling? school, GrownUp? guardian)
    {
        var line = new RegisterLine
        {
            ChildId = child.Id, Region = child.Region, Name = child.Name, Sex = child.Sex, BornOn = child.BornOn, State = child.State, Risk = story.Risk ?? "low", HukouRegion = child.HukouRegion, FileNumber = child.FileNumber,
            CategoryBits = Categories.Bits(story.Terms.Where(term => term.State == TermStates.Active && term.To is null).Select(term => term.Code)),
            RegisteredOn = child.RegisteredOn, UnseenSince = child.RegisteredOn,
            School = school is null || story.ExitReason == "study-finished" ? null : RegisterLine.Short(school.School), GuardianName = RegisterLine.Short(guardian?.Name), GuardianRelation = guardian?.Relation,
        };
        line.SetKeys();
        return line;
    }

    private void Hit()
    {
        var (first, second) = (story.DoubleOf!.Id, story.Id);
        if (first.CompareTo(second) > 0) (first, second) = (second, first);
        var at = madeAt.AddMinutes(1);
        var hit = new DuplicateHit
        {
            Id = random.Id(at), Region = tree.OwnCode(DecidingOffice.Over(tree, story.Village, story.DoubleOf.Village)), FirstChildId = first, SecondChildId = second, Kind = "same-id", FoundAt = at, Version = 1,
        };
        rows.Hits.Add(hit);
        rows.Events.Add(Event.Past(random.Id(at), at, null, "duplicate-found", new Subject("duplicate_hit", hit.Id, null, hit.Region), null, [], cipher));
    }

    private T Term<T>(T term, DateOnly from, DateOnly? to = null) where T : ChildTerm
    {
        (term.Id, term.ChildId, term.Region, term.From, term.To, term.KnownFrom, term.Source) = (random.Id(madeAt), story.Id, story.Village, from, to, madeAt, "form");
        return term;
    }

    private void Say(string field, string? after, Guid row) => told.Add(new Change(field, null, after, row));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private byte[]? Seal<T>(string property, Guid id, string? text) => cipher.Seal(FieldPlace.Of<T>(property, id), story.Village, text);
}
