namespace HuTong.Children.Import;

/// <summary>A heading that stands over several columns says what they are about.</summary>
public enum LedgerGroup
{
    None,
    Child,
    Father,
    Mother,
    Guardian,
    Payee,
    Registered,
    Residence,
    Disability,
    Schooling,
    Household,
    Kinds,

    /// <summary>监护类型 over 较好, 一般, 差.</summary>
    Grade,

    /// <summary>儿童主任, 督导员: nothing under it is read.</summary>
    Director,
}

/// <summary>Group words and the headings under them. Source: import.md 5.</summary>
internal static class GroupWords
{
    private static readonly Dictionary<LedgerGroup, string[]> Words = WordTable.Read("groups")
        .ToDictionary(row => Enum.Parse<LedgerGroup>(row.Code, ignoreCase: true), row => row.Words);

    private static readonly Dictionary<string, LedgerGroup> ByWord = Words
        .SelectMany(group => group.Value.Select(word => (word, group.Key))).ToDictionary(each => each.word, each => each.Key, StringComparer.Ordinal);

    // Longest first: 受委托监护人 before 监护人.
    private static readonly (string Word, LedgerGroup Group)[] OfPersons =
        [.. ByWord.Where(each => PersonOf(each.Value) != LedgerPerson.None).Select(each => (each.Key, each.Value)).OrderByDescending(each => each.Key.Length)];

    private static readonly HashSet<string> Circumstances = new(StringComparer.Ordinal) { "情况", "状况", "现状", "情形", "生存状况" };

    private static readonly HashSet<string> WorkPlaces = new(StringComparer.Ordinal)
        { "务工地", "务工地点", "务工地址", "打工地点", "当前务工地点", "外出务工地点", "工作单位", "工作地点" };

    public static LedgerGroup Find(string word) => ByWord.GetValueOrDefault(word);

    /// <summary>The group that a heading opens when others stand under it.</summary>
    public static LedgerGroup OfHeading(string normal)
    {
        foreach (var form in Headings.Forms(normal))
        {
            if (ByWord.TryGetValue(form, out var group)) return group;
            if (HeadingWords.Field(form) == LedgerField.GuardianshipGrade) return LedgerGroup.Grade;
        }

        return LedgerGroup.None;
    }

    public static LedgerPerson PersonOf(LedgerGroup group) => group switch
    {
        LedgerGroup.Father => LedgerPerson.Father,
        LedgerGroup.Mother => LedgerPerson.Mother,
        LedgerGroup.Guardian => LedgerPerson.Guardian,
        LedgerGroup.Payee => LedgerPerson.Payee,
        LedgerGroup.Director => LedgerPerson.Director,
        _ => LedgerPerson.None,
    };

    /// <summary>Whose heading it is by its first words: 父亲出生日期 is the father's, 父母外出 nobody's.</summary>
    public static LedgerPerson PersonOf(string heading)
    {
        if (heading.Contains("儿童主任", StringComparison.Ordinal) || heading.Contains("督导员", StringComparison.Ordinal)) return LedgerPerson.Director;
        if (heading.StartsWith("父母", StringComparison.Ordinal)) return LedgerPerson.None;
        foreach (var (word, group) in OfPersons)
            if (heading.StartsWith(word, StringComparison.Ordinal)) return PersonOf(group);
        return LedgerPerson.None;
    }

    /// <summary>A person's group word and a sub-heading in one cell: 父亲手机号, 户主姓名.</summary>
    public static LedgerField Compound(string heading)
    {
        foreach (var (word, group) in OfPersons)
            if (heading.Length > word.Length && heading.StartsWith(word, StringComparison.Ordinal) && OfPerson(group, heading[word.Length..]) is var field and not LedgerField.None)
                return field;
        return LedgerField.None;
    }

    /// <summary>What a heading gives under a group. First group word and heading as one, then the sub-headings.</summary>
    public static LedgerField FieldIn(LedgerGroup group, string groupWord, string sub)
    {
        var person = PersonOf(group);
        if (person == LedgerPerson.Director || sub.Length == 0) return LedgerField.None;
        if (person != LedgerPerson.None && !HeadingWords.IsBare(sub) && Whole(sub) is var own && own.Person() != LedgerPerson.None) return own;   // 委托监护人姓名 under 实际监护情况
        if (Joined(group, groupWord, sub) is var joined and not LedgerField.None && Fits(joined, person)) return joined;
        if (person != LedgerPerson.None) return OfPerson(group, sub);

        var plain = Whole(sub);
        return group switch
        {
            LedgerGroup.Registered => OfPlace(sub, plain, LedgerField.Registered),
            LedgerGroup.Residence => OfPlace(sub, plain, LedgerField.Residence),
            LedgerGroup.Disability => sub switch
            {
                "类别" or "类型" or "种类" => LedgerField.DisabilityKind,
                "等级" or "级别" => LedgerField.DisabilityGrade,
                "证号" or "残疾证号" => LedgerField.DisabilityCertificate,
                _ => plain,
            },
            _ => plain,
        };
    }

    private static LedgerField Whole(string sub) =>
        HeadingWords.Field(sub) is var field and not LedgerField.None ? field : Compound(sub);

    private static LedgerField Joined(LedgerGroup group, string groupWord, string sub)
    {
        if (Whole(groupWord + sub) is var field and not LedgerField.None) return field;
        if (group == LedgerGroup.Child) return LedgerField.None;   // 编号 under 儿童基本信息 is the serial, not the 儿童编号
        foreach (var word in Words.GetValueOrDefault(group, []))
            if (Whole(word + sub) is var found and not LedgerField.None) return found;
        return LedgerField.None;
    }

    private static bool Fits(LedgerField field, LedgerPerson person) => person == LedgerPerson.None || field.Person() == person;

    private static LedgerField OfPlace(string sub, LedgerField plain, LedgerField whole)
    {
        var isRegistered = whole == LedgerField.Registered;
        return plain switch
        {
            LedgerField.County => isRegistered ? LedgerField.RegisteredCounty : plain,
            LedgerField.Town => isRegistered ? LedgerField.RegisteredTown : plain,
            LedgerField.Village => isRegistered ? LedgerField.RegisteredVillage : plain,
            LedgerField.Group => isRegistered ? LedgerField.RegisteredGroup : plain,
            _ when sub is "地址" or "详细地址" => whole,
            _ => plain,
        };
    }

    private static LedgerField OfPerson(LedgerGroup group, string sub)
    {
        var isParent = group is LedgerGroup.Father or LedgerGroup.Mother;
        var name = PersonOf(group).ToString();
        var part = sub switch
        {
            "姓名" or "名字" => "Name",
            _ when HeadingWords.IsBareId(sub) => "Id",
            _ when HeadingWords.IsBarePhone(sub) => "Phone",
            _ when HeadingWords.IsRelation(sub) && !isParent => "Relation",
            _ when Circumstances.Contains(sub) && isParent => "Circumstance",
            _ when WorkPlaces.Contains(sub) && isParent => "WorkPlace",
            _ => null,
        };
        return part is null ? LedgerField.None : Enum.Parse<LedgerField>(name + part);
    }
}
