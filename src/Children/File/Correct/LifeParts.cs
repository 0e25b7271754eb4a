namespace HuTong.Children.Files;

/// <summary>School, stage and status.</summary>
internal sealed class CorrectSchooling : IPart
{
    public string Slug => "schooling";
    public string Title => "就学";
    public string Tab => "school";
    public Ways Ways => Ways.Both;

    public async Task Fill(PartWork work, CorrectionInput input)
    {
        if (await work.Current<Schooling>() is not { } term) return;
        (input.Stage, input.Status, input.School, input.Grade, input.Boarding) = (term.Stage, term.Status, term.School, term.Grade, term.IsBoarding == true);
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var stage = work.Code("stage", input.Stage, nameof(input.Stage), "请选学段。");
        var status = work.Code("schooling-status", input.Status, nameof(input.Status));
        var school = work.Text(input.School, nameof(input.School), 60);
        var grade = work.Text(input.Grade, nameof(input.Grade), 20);
        if (status is "attending" or "returned" && school is null && stage is not ("home-teaching" or "not-enrolled-young" or "not-in-kindergarten"))
            work.Refuse("missing", "在读的，请填学校名称。", nameof(input.School));
        if (work.Problems.Count > 0) return;
        var term = await work.Turn(await work.Current<Schooling>());
        (term.Stage, term.Status, term.School, term.Grade, term.IsBoarding) = (stage, status, school, grade, input.Boarding);
    }
}

/// <summary>How the child is.</summary>
internal sealed class CorrectHealth : IPart
{
    public string Slug => "health";
    public string Title => "身体";
    public string Tab => "health";
    public Ways Ways => Ways.Both;

    public async Task Fill(PartWork work, CorrectionInput input)
    {
        if (await work.Current<Health>() is not { } term) return;
        (input.Code, input.Words) = (term.Code, work.Read<Health>(nameof(Health.NoteEnc), term.Id, term.NoteEnc));
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var code = work.Code("health", input.Code, nameof(input.Code), "请选身体状况。");
        var note = work.Text(input.Words, nameof(input.Words), 300);
        if (work.Problems.Count > 0) return;
        var term = await work.Turn(await work.Current<Health>());
        term.Code = code;
        term.NoteEnc = work.Seal<Health>(nameof(Health.NoteEnc), term.Id, note);
    }
}

/// <summary>A disability with its certificate (REG-006): 20 characters, the last two tell kind and grade.</summary>
internal sealed class CorrectDisability : IPart
{
    public string Slug => "disability";
    public string Title => "残疾";
    public string Tab => "health";
    public Ways Ways => Ways.Both;

    public async Task Fill(PartWork work, CorrectionInput input)
    {
        if (await work.Current<Disability>() is not { } term) return;
        (input.Row, input.Code, input.Grade, input.Until) = (term.Id, term.Kind, term.Grade, term.ExpiresOn);
        input.Words = work.Read<Disability>(nameof(Disability.WordsEnc), term.Id, term.WordsEnc);
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var open = await work.Current<Disability>();
        if (input.End)
        {
            if (open is null) work.Refuse("nothing-open", "没有可以结束的残疾记录。");
            else await work.Close(open);
            return;
        }
        var kind = work.Code("disability-kind", input.Code, nameof(input.Code), "请选残疾类别。");
        var grade = work.Code("disability-grade", input.Grade, nameof(input.Grade), "请选残疾等级。");
        var words = work.Text(input.Words, nameof(input.Words), 200);
        var number = Number(work, input, kind, grade);
        if (work.Problems.Count > 0) return;
        var kept = open is null ? null : work.Read<Disability>(nameof(Disability.CertificateEnc), open.Id, open.CertificateEnc);
        var term = await work.Turn(open);
        (term.Kind, term.Grade, term.ExpiresOn) = (kind, grade, input.Until);
        term.WordsEnc = work.Seal<Disability>(nameof(Disability.WordsEnc), term.Id, words);
        if (number is not null || term != open) term.CertificateEnc = work.Seal<Disability>(nameof(Disability.CertificateEnc), term.Id, number ?? kept);
    }

    private static string? Number(PartWork work, CorrectionInput input, string? kind, string? grade)
    {
        if (string.IsNullOrWhiteSpace(input.Number)) return null;
        var number = Core.IdNumber.Normalise(input.Number).ToUpperInvariant();
        var body = number.Length == 22 && number[20] == 'B' ? number[..20] : number;
        if (body.Length != 20 || !Core.IdNumber.IsValid(body.AsSpan(0, 18)) || !char.IsAsciiDigit(body[18]) || !char.IsAsciiDigit(body[19]))
            work.Refuse("certificate-format", "残疾证号是 18 位证件号加 2 位数字，共 20 位。请对着证件再看一遍。", nameof(input.Number));
        else if (Index("disability-kind", kind) != body[18] - '0' || Index("disability-grade", grade) != body[19] - '0')
            work.Refuse("certificate-differs", "残疾证号最后两位和所选的类别、等级不一样，请再看一遍。", nameof(input.Number));
        return number;
    }

    private static int Index(string list, string? code) => FileWords.Choices(list).TakeWhile(choice => choice.Value != code).Count() + 1;
}

/// <summary>Who the child lives with and how the family stands.</summary>
internal sealed class CorrectHousehold : IPart
{
    public string Slug => "household";
    public string Title => "家庭";
    public string Tab => "basic";
    public Ways Ways => Ways.Both;

    public Task Fill(PartWork work, CorrectionInput input)
    {
        (input.LivesWith, input.Economy) = (work.Child.LivesWith, work.Child.Economy);
        input.Words = work.Read<Child>(nameof(Child.RemarkEnc), work.Child.Id, work.Child.RemarkEnc);
        return Task.CompletedTask;
    }

    public Task Apply(PartWork work, CorrectionInput input)
    {
        var child = work.Child;
        child.LivesWith = work.Code("lives-with", input.LivesWith, nameof(input.LivesWith), "请选孩子和谁一起住。");
        child.Economy = work.Code("economy", input.Economy, nameof(input.Economy));
        var remark = work.Text(input.Words, nameof(input.Words), 300);
        if (remark != work.Read<Child>(nameof(Child.RemarkEnc), child.Id, child.RemarkEnc)) child.RemarkEnc = work.Seal<Child>(nameof(Child.RemarkEnc), child.Id, remark);
        return Task.CompletedTask;
    }
}

/// <summary>Risk level; its reason is the ground.</summary>
internal sealed class SetRisk : IPart
{
    /// <summary>How long an emergency lasts at least .</summary>
    private const int UrgentMonths = 3;

    public string Slug => "risk";
    public string Title => "风险等级";
    public string Tab => "";
    public Ways Ways => Ways.Both;

    public async Task Fill(PartWork work, CorrectionInput input)
    {
        if (await work.Current<RiskLevel>() is not { } term) return;
        (input.Code, input.Words) = (term.Level, work.Read<RiskLevel>(nameof(RiskLevel.ReasonEnc), term.Id, term.ReasonEnc));
    }

    public async Task Apply(PartWork work, CorrectionInput input)
    {
        var level = work.Code("risk", input.Code, nameof(input.Code), "请选风险等级。");
        var words = work.Text(input.Words, nameof(input.Words), 200);
        if (work.Problems.Count > 0) return;
        var known = await work.Current<RiskLevel>();
        if (work.IsChange && known is { Level: "urgent" } && level != "urgent" && known.From.AddMonths(UrgentMonths) is var until && (input.On ?? work.Today) < until)
        {
            work.Refuse("risk-kept", $"情况紧急从 {Ui.Words.Show.Date(known.From)} 起，至少保持 {UrgentMonths} 个月，到 {Ui.Words.Show.Date(until)} 才能调低（R-074）。当时登记错了的，用“更正”。", nameof(input.Code));
            return;
        }
        var term = await work.Turn(known);
        term.Level = level!;
        term.ReasonEnc = work.Seal<RiskLevel>(nameof(RiskLevel.ReasonEnc), term.Id, words);
    }
}
