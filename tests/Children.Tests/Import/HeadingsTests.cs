using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>Headings and what columns they give (import.md 4, 5).</summary>
public sealed class HeadingsTests
{
    [Theory]
    [InlineData("姓　名", "name")]
    [InlineData("*姓名：", "name")]
    [InlineData("1.姓名", "name")]
    [InlineData("①姓名", "name")]
    [InlineData("(3)姓名", "name")]
    [InlineData("身份证号（必填）", "idNumber")]
    [InlineData("出生年月（日）", "birth")]
    [InlineData("姓名（父亲）", "father.name")]
    [InlineData("联系电话（母亲）", "mother.phone")]
    [InlineData("父亲手机号", "father.phone")]
    [InlineData("受托人电话", "guardian.phone")]
    [InlineData("照护人", "guardian.name")]
    [InlineData("照护人姓名", "guardian.name")]
    [InlineData("照护人电话", "guardian.phone")]
    [InlineData("照护人联系电话", "guardian.phone")]
    [InlineData("照护人关系", "guardian.relation")]
    [InlineData("照护人与儿童关系", "guardian.relation")]
    [InlineData("照护人身份证号", "guardian.id")]
    [InlineData("姓名（照护人）", "guardian.name")]
    [InlineData("委托照护人身份证号码", "guardian.id")]
    [InlineData("户主姓名", "payee.name")]
    [InlineData("领款人身份证号", "payee.id")]
    [InlineData("妈妈姓名", "mother.name")]
    [InlineData("母亲务工地", "mother.workPlace")]
    [InlineData("乡镇（户籍地）", "registeredTown")]
    [InlineData("乡镇（街道）", "town")]
    [InlineData("村/居", "village")]
    [InlineData("NO.", "serial")]
    [InlineData("月发放标准（元）", "standard")]
    [InlineData("残疾", "disabilityKind")]
    [InlineData("就学情况", "schoolStage")]
    public void A_heading_gives_its_field(string heading, string field) => Assert.Equal(field, Headings.Read(heading).Field.Key());

    [Theory]
    [InlineData("父亲出生日期")]
    [InlineData("户主")]
    [InlineData("监护人工作单位")]
    [InlineData("儿童主任电话")]
    [InlineData("督导员姓名")]
    [InlineData("身高")]
    public void Other_headings_stay_unmapped(string heading) => Assert.Equal(LedgerField.None, Headings.Read(heading).Field);

    [Theory]
    [InlineData("留守儿童", "left-behind")]
    [InlineData("是否随迁子女", "migrant")]
    [InlineData("困境儿童（重病）", "severe-illness")]
    [InlineData("孤儿", "ambiguous")]
    public void A_category_word_is_a_tick_column(string heading, string code) => Assert.Equal(code, Headings.Read(heading).Tick);

    [Theory]
    [InlineData("感染途径", "hiv-affected")]
    [InlineData("父母是否感染hiv", "hiv-affected")]
    [InlineData("是否受虐待", "abused")]
    [InlineData("违法犯罪经历", "juvenile-case")]
    [InlineData("不良行为", "juvenile-case")]
    public void Sealed_headings_win_over_everything(string heading, string kind) => Assert.Equal(kind, Headings.Read(heading).Sealed);

    private static string[] Fields(params string[] rows)
    {
        var result = LedgerRun.Csv(string.Join('\n', rows) + "\n");
        return [.. Assert.Single(result.Outcome.Value.Blocks).Columns.Select(column => column.Kind == ColumnKind.Field ? column.Field.Key() : column.Kind.ToString())];
    }

    [Fact]
    public void Bare_headings_after_a_person_are_that_persons() => Assert.Equal(
        ["name", "idNumber", "sex", "father.name", "father.id", "father.phone", "mother.name", "Unmapped", "mother.id", "mother.phone", "guardian.name", "guardian.relation", "guardian.phone"],
        Fields("姓名,身份证号,性别,父亲姓名,身份证号,联系电话,母亲姓名,母亲出生日期,身份证号,联系电话,监护人,关系,联系电话"));

    [Fact]
    public void A_single_phone_column_is_the_guardians() =>
        Assert.Equal(["name", "idNumber", "father.name", "guardian.phone"], Fields("姓名,身份证号,父亲姓名,联系电话"));

    [Fact]
    public void A_run_is_broken_by_another_column() =>
        Assert.Equal(["name", "idNumber", "father.name", "school", "Unmapped", "guardian.phone"], Fields("姓名,身份证号,父亲姓名,学校,身份证号,联系电话"));

    [Fact]
    public void A_relation_in_a_payees_run_is_the_payees() => Assert.Equal(
        ["name", "idNumber", "payee.name", "payee.relation", "payee.id", "payee.phone", "bank", "account", "guardian.phone"],
        Fields("姓名,身份证号,领取人,与儿童关系,身份证号,领取人电话,开户银行,账号,监护人电话"));

    [Fact]
    public void Birth_and_sex_in_a_persons_run_are_nobodys_we_know() =>
        Assert.Equal(["name", "birth", "sex", "father.name", "Unmapped", "Unmapped", "father.id"], Fields("姓名,出生日期,性别,父亲姓名,性别,出生日期,父亲身份证号"));

    [Fact]
    public void A_phone_after_the_director_is_never_the_guardians() => Assert.Equal(
        ["name", "idNumber", "village", "Unmapped", "Unmapped", "remark"], Fields("姓名,身份证号,村,儿童主任,联系电话,备注"));

    [Fact]
    public void The_first_of_two_equal_columns_wins() =>
        Assert.Equal(["name", "idNumber", "village", "Unmapped"], Fields("姓名,身份证号,村,村居"));

    [Fact]
    public void Two_rows_of_headings_are_read_as_one() => Assert.Equal(
        ["serial", "name", "idNumber", "father.name", "father.id", "Unmapped", "father.circumstance", "mother.name", "mother.phone", "registeredTown", "registeredVillage", "town", "village", "disabilityKind", "disabilityGrade", "school", "grade", "remark"],
        Fields("序号,姓名,身份证号,父亲,,,,母亲情况,,户籍地,,现居住地,,残疾,,就学情况,,备注", ",,,姓名,身份证号,出生日期,现状,姓名,电话,乡镇,村,乡镇,村,类别,等级,学校,年级,"));

    [Fact]
    public void The_name_may_stand_in_the_lower_row_under_the_child() => Assert.Equal(
        ["name", "sex", "idNumber", "guardian.name", "guardian.relation", "guardian.phone"], Fields("儿童基本情况,,,委托监护人,,", "姓名,性别,身份证号,姓名,与儿童关系,联系电话"));

    [Fact]
    public void A_grade_group_has_grade_ticks_and_a_kinds_group_tick_columns() => Assert.Equal(
        ["name", "idNumber", "Tick", "Tick", "Sealed", "GradeTick", "GradeTick", "GradeTick"],
        Fields("姓名,身份证号,困境儿童分类,,,监护情况评估,,", ",,残疾,打拐解救,受侵害,较好,差,无人监护"));

    [Fact]
    public void A_row_with_a_number_is_no_heading() => Assert.Equal("no-heading", LedgerRun.Csv("姓名,性别,身份证号,2024\n卜试雪,男,370831201411201273,\n").Refused);

    [Fact]
    public void A_data_row_below_a_heading_is_no_second_heading_row() =>
        Assert.Single(LedgerRun.Csv("姓名,性别,父亲,母亲,村,类别\n卜试雪,男,卜拟父,王拟母,柳河峪,困境儿童\n").Rows);

    [Fact]
    public void A_corrected_map_overrides_what_the_headings_say()
    {
        const string Text = "姓名,性别,身份证号,娃娃家在哪,类别\n卜试雪,男,370831201411201273,泉林镇柳河峪,困境儿童\n";
        var found = LedgerRun.Csv(Text).Outcome.Value.Blocks[0];
        ColumnMap corrected = new(found.Layout, [.. found.Columns.Select(column => column.Column == 3 ? column with { Kind = ColumnKind.Field, Field = LedgerField.Residence } : column)]);
        var json = System.Text.Json.JsonSerializer.Serialize(corrected);
        var back = System.Text.Json.JsonSerializer.Deserialize<ColumnMap>(json)!;
        var row = Assert.Single(LedgerRun.Csv(Text, corrections: new Dictionary<string, ColumnMap> { [found.Layout] = back }).Rows);
        Assert.Equal("370831101204", row.RegionCode);
    }

    [Fact]
    public void The_layout_is_the_same_for_every_ledger_of_that_form() =>
        Assert.Equal(ColumnMap.LayoutOf(["姓 名", "性别", "身份证号"]), ColumnMap.LayoutOf(["姓名：", "性　别", "身份证号"]));
}
