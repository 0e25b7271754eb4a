using HuTong.Core;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Record;
using HuTong.Places.Calendar;

namespace HuTong.Visits.Demo;

/// <summary>Makes visits with what follows from them: the record, what was found, the clocks that they stop.</summary>
internal sealed class VisitRows(DemoPlan plan, DemoPostholders people, FieldCipher cipher, WorkingDays days)
{
    private const int TextsOfDays = 75;
    private const string Fine = """{"Met":["child"],"Checks":{"living":"fine","health":"fine","school":"fine","carer":"fine","safety":"fine","mood":"fine"},"Findings":[],"Trouble":null,"Asked":null,"Opinion":null,"Measures":[],"Note":null,"LateReason":null}""";

    private static readonly (string Code, string Words)[] Troubles =
    [
        ("economic-hardship", "奶奶看病花了不少钱，家里紧"), ("carer-weak", "爷爷腿脚不便，接送靠邻居"), ("little-contact", "父母一个多月没打电话"), ("study-trouble", "作业没人辅导，数学跟不上"),
        ("health-untreated", "牙疼有半年，还没去看"), ("home-hazard", "厨房电线老化"), ("phone-overuse", "放学后一直玩手机"), ("carer-changed", "改由姑姑照看"), ("mood-trouble", "近来不爱说话，晚上睡不好"), ("water-road-risk", "上学路边有水塘，没有护栏"),
    ];

    private static readonly string[] Results = ["已联系镇街，帮着办了", "和父母通了电话，答应每周打两次", "学校安排了老师结对", "村里已整改，看过了", "孩子情况好转，继续留意"];

    private readonly Dictionary<Guid, List<VisitDuty>> clocks = [];

    /// <summary>The stream of the county whose visits are being told.</summary>
    public DemoRandom Random { get; set; } = plan.Stream("visit-rows");
    public List<Visit> Visits { get; } = [];
    public List<FollowUp> FollowUps { get; } = [];
    public List<Event> Events { get; } = [];

    /// <summary>First visits and visits to be made again, over all months: stopped by the next visit that counts.</summary>
    public IEnumerable<VisitDuty> Clocks => clocks.Values.SelectMany(one => one);

    public void Start(DemoVisited child, string kind, DateOnly from, int workingDays)
    {
        if (!clocks.TryGetValue(child.Id, out var own)) clocks[child.Id] = own = [];
        var period = $"{kind}-{from:yyyy-MM-dd}";
        if (own.Exists(duty => duty.Period == period)) return;
        own.Add(new VisitDuty { ChildId = child.Id, Period = period, Region = child.Region, CountsAt = child.Region, Kind = kind, From = from, Due = days.Add(from, workingDays).On });
    }

    /// <summary>A visit that met the child where it lives.</summary>
    public Visit Met(DemoVisited child, DateOnly on, string reason = "routine")
    {
        var visit = Make(child, on, child.IsInInstitution ? "institution" : "home", reason);
        (visit.IsFaceToFace, visit.IsChildSeen, visit.IsGuardianSeen) = (true, true, Random.Chance(85));
        if (Random.Below(1000) < 25) Trouble(visit);
        else if (plan.Today.DayNumber - on.DayNumber < TextsOfDays) visit.NotesEnc = Seal(nameof(Visit.NotesEnc), visit, Fine);
        if (clocks.TryGetValue(child.Id, out var own))
            foreach (var clock in own.Where(clock => clock.State == DutyStates.Due && clock.From <= on)) (clock.State, clock.VisitId) = (DutyStates.Done, visit.Id);
        return visit;
    }

    /// <summary>A call: a contact, no visit.</summary>
    public void Called(DemoVisited child, DateOnly on) => Make(child, on, "phone", "routine");

    /// <summary>A visit that the township gave back; it must be made again in five working days.</summary>
    public void Returned(DemoVisited child, DateOnly on, int revisitDays)
    {
        var visit = Met(child, on);
        var back = on.AddDays(2) > plan.Today ? plan.Today : on.AddDays(2);
        var supervisor = people.Supervisor(child.Region, back);
        foreach (var clock in clocks.GetValueOrDefault(child.Id, []).Where(clock => clock.VisitId == visit.Id)) (clock.State, clock.VisitId) = (DutyStates.Due, null);
        (visit.State, visit.DecidedBy, visit.DecidedByName, visit.DecidedAt) = (VisitStates.Returned, supervisor?.UserId, supervisor?.Name, DemoPlan.At(back, 16 * 60 + Random.Below(60)));
        visit.DecisionEnc = Seal(nameof(Visit.DecisionEnc), visit, Random.Pick(["照护人一栏没有写，请再去一次", "写的是上个月的情况，请重新走访", "没有写孩子自己怎么说，请补访"]));
        Tell(visit.DecidedAt.Value, supervisor, "visit-returned", visit, null);
        Start(child, DutyKinds.Revisit, back, revisitDays);
    }

    private Visit Make(DemoVisited child, DateOnly on, string kind, string reason)
    {
        var (who, role) = people.Visitor(child.Region, on);
        var at = DemoPlan.At(on, Random.Between(16 * 60, 20 * 60)).AddSeconds(Random.Below(60));
        var visit = new Visit
        {
            Id = Random.Id(at), ChildId = child.Id, Region = child.Region, On = on, Kind = kind, Reason = reason, SubmittedAt = at, By = who?.UserId ?? Guid.Empty, ByName = who?.Name ?? "", ByRole = role,
            AcceptBy = days.Add(on, 5).On,
        };
        if (visit.AcceptBy < plan.Today || Random.Chance(50) && on.AddDays(2) < plan.Today)
        {
            var supervisor = people.Supervisor(child.Region, on);
            (visit.State, visit.DecidedBy, visit.DecidedByName, visit.DecidedAt) = (VisitStates.Accepted, supervisor?.UserId, supervisor?.Name, at.AddHours(Random.Between(14, 40)));
        }
        Visits.Add(visit);
        Tell(at, who, "visit-recorded", visit, null);
        return visit;
    }

    private void Trouble(Visit visit)
    {
        var (code, words) = Random.Pick(Troubles);
        visit.Level = Core.Codes.VisitCodes.LevelOf(code);
        visit.NotesEnc = Seal(nameof(Visit.NotesEnc), visit, $$"""{"Met":["child"],"Checks":{"living":"fine","health":"fine","school":"fine","carer":"attend","safety":"fine","mood":"fine"},"Findings":["{{code}}"],"Trouble":"{{words}}","Asked":null,"Opinion":null,"Measures":[],"Note":null,"LateReason":null}""");
        var follow = new FollowUp
        {
            Id = Random.Id(visit.SubmittedAt), ChildId = visit.ChildId, Region = visit.Region, VisitId = visit.Id, Finding = code, Level = visit.Level, OwnerRole = visit.Level == "b" ? "village-director" : "township-supervisor",
            OpenedOn = visit.On, OpenedAt = visit.SubmittedAt, OpenedBy = visit.By, OpenedByName = visit.ByName, Due = visit.On.AddDays(15),
        };
        follow.WordsEnc = cipher.Seal(FieldPlace.Of<FollowUp>(nameof(FollowUp.WordsEnc), follow.Id), follow.Region, words);
        FollowUps.Add(follow);
        var closed = visit.On.AddDays(Random.Between(3, 18));
        if (closed >= plan.Today || Random.Below(1000) < 15) return;
        var who = follow.Level == "b" ? people.Visitor(visit.Region, closed).Who : people.Supervisor(visit.Region, closed);
        (follow.State, follow.ClosedOn, follow.ClosedAt, follow.ClosedBy, follow.ClosedByName, follow.Version) = (FollowUpStates.Done, closed, DemoPlan.AtWork(closed, Random), who?.UserId, who?.Name, 2);
        follow.ResultEnc = cipher.Seal(FieldPlace.Of<FollowUp>(nameof(FollowUp.ResultEnc), follow.Id), follow.Region, Random.Pick(Results));
    }

    private byte[]? Seal(string property, Visit visit, string text) => cipher.Seal(FieldPlace.Of<Visit>(property, visit.Id), visit.Region, text);

    private void Tell(DateTime at, EventActor? who, string action, Visit visit, string? reason) => Events.Add(Event.Past(Random.Id(at), at, who, action, Subject.Of(visit), reason, [], cipher));
}
