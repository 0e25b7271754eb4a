using CsCheck;
using HuTong.Core.Codes;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>The code tables of codes.md: complete, readable in the forms that ledgers use, and silent about what is sealed.</summary>
public sealed class CodeTests
{
    public static TheoryData<string> Tables() => [.. Fields().Select(field => $"{field.DeclaringType!.Name}.{field.Name}")];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_table_has_kebab_case_codes_and_Chinese_words(string name)
    {
        var table = (CodeTable)Fields().Single(field => $"{field.DeclaringType!.Name}.{field.Name}" == name).GetValue(null)!;
        Assert.NotEmpty(table.All);
        Assert.All(table.All, code => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", code.Key));
        Assert.All(table.All, code => Assert.DoesNotMatch("[A-Za-z]", code.Words));
        Assert.All(table.All, code => Assert.Equal(code.Key, table.Read(code.Words)));
    }

    private static IEnumerable<System.Reflection.FieldInfo> Fields() => typeof(CodeTable).Assembly.GetTypes()
        .SelectMany(type => type.GetFields()).Where(field => field is { IsStatic: true } && field.FieldType == typeof(CodeTable));

    [Fact]
    public void A_foreign_code_is_shown_in_Chinese_and_never_as_itself() => Assert.Equal("未列入的选项", PersonCodes.Sex.Words("3708-xyz"));

    [Fact]
    public void Answers_given_by_people_can_be_unknown_or_refused()
    {
        CodeTable[] asked =
        [
            PersonCodes.Health, PersonCodes.Ethnicity, PersonCodes.Relations, LivingCodes.SchoolStages, LivingCodes.LivesWith, LivingCodes.Housing,
            LivingCodes.ParentCircumstances,
        ];
        Assert.All(asked, table => Assert.True(table.Has("unknown") && table.Has("refused")));
    }

    [Theory]
    [InlineData("汉", "han")]
    [InlineData("汉族", "han")]
    [InlineData("1", "han")]
    [InlineData("01", "han")]
    [InlineData("56", "jino")]
    [InlineData("基诺", "jino")]
    [InlineData("土", "tu")]
    [InlineData("土家", "tujia")]
    [InlineData("HZ", "hezhen")]
    [InlineData("57", null)]
    [InlineData("山东", null)]
    [InlineData("", null)]
    public void An_ethnic_group_is_read_with_and_without_its_ending_and_by_number(string text, string? code) => Assert.Equal(code, EthnicGroups.Read(text));

    [Fact]
    public void There_are_56_ethnic_groups_numbered_1_to_56() =>
        Assert.Equal(Enumerable.Range(1, 56), PersonCodes.Ethnicity.All.Where(row => row.Words.EndsWith('族')).Select(row => int.Parse(row.Official)));

    [Fact]
    public void Two_circumstances_make_a_parent_gone_and_eight_make_one_unable()
    {
        Assert.Equal(2, LivingCodes.ParentCircumstances.All.Count(row => Circumstances.IsGone(row.Key)));
        Assert.Equal(8, LivingCodes.ParentCircumstances.All.Count(row => Circumstances.IsUnable(row.Key)));   // R-012…R-019
    }

    [Fact]
    public void A_disability_number_gives_kind_and_grade_and_its_id_must_be_valid()
    {
        Assert.Equal(("370899201506070015", "intellectual", 2), Disabilities.ReadCertificate("37089920150607001552"));
        Assert.Equal(("370899201506070015", "physical", 4), Disabilities.ReadCertificate("37089920150607001544B1"));
        Assert.Null(Disabilities.ReadCertificate("37089920150607001652"));
        Assert.Null(Disabilities.ReadCertificate("37089920150607001582"));
        Assert.Null(Disabilities.ReadCertificate("370899201506070015"));
    }

    [Fact]
    public void Sealed_kinds_have_a_cover_and_no_place_in_the_tree()
    {
        Assert.Equal(["in-difficulty", "in-difficulty", "watch"], new[] { "hiv-affected", "abused", "juvenile-case" }.Select(Categories.Open));
        Assert.Equal(0, Categories.Bits(Categories.Covers.Keys));
        Assert.DoesNotContain(Categories.All, category => Categories.IsSealed(category.Code));
    }

    [Fact]
    public void A_term_counts_in_its_own_code_and_in_all_groups_above()
    {
        Assert.Equal(["orphan-community", "orphan", "guardianship-difficulty", "in-difficulty"], Categories.Above("orphan-community"));
        Assert.Equal(["special-migrant", "migrant"], Categories.Above("special-migrant"));
        Assert.Equal(["orphan-community", "orphan-institution"], Categories.OfGroup("orphan").Select(category => category.Code));
        Assert.Equal(16, Categories.OfGroup("in-difficulty").Count());
        Assert.Equal(4, Categories.OfGroup("attention").Count());
    }

    [Fact]
    public void Lists_show_the_group_of_a_prisoners_child_and_only_the_file_says_more() =>
        Assert.Equal(("监护困境", "服刑戒毒人员子女"), (Categories.Find("parent-in-custody")!.Words, Categories.Find("parent-in-custody")!.FileWords));

    [Fact]
    public void Left_behind_and_migrant_end_at_16_and_every_other_at_18() =>
        Assert.Equal(["left-behind", "migrant", "special-migrant"], Categories.All.Where(category => category.AgeEnd != 18).Select(category => category.Code));

    [Fact]
    public void Bits_never_meet_and_never_move() =>
        Assert.Equal(
            "left-behind migrant in-difficulty disabled severe-disability severe-illness hardship-family orphan-community orphan-institution "
            + "de-facto-unattended guardianship-lacking guardianship-improper parent-in-custody special-guardianship temporarily-guarded vagrant "
            + "foundling key-difficulty single-parent out-of-school unregistered watch special-migrant",
            string.Join(' ', Enumerable.Range(0, Categories.All.Count).Select(bit => Categories.In(1L << bit).Single().Code)));

    [Fact]
    public void A_bitset_gives_back_what_was_put_in() =>
        Gen.Long[0, (1L << 23) - 1].Sample(bits => Categories.Bits(Categories.In(bits).Select(category => category.Code)) == bits);

    [Fact]
    public void There_are_fifteen_roles_of_which_three_see_no_child()
    {
        Assert.Equal(15, FileCodes.Roles.All.Count);
        Assert.Equal(3, FileCodes.Roles.All.Count(row => RoleCodes.IsAdmin(row.Key)));
    }

    [Fact]
    public void Living_alone_is_reported_at_once() =>
        Assert.Equal(["alone", "minor-siblings"], LivingCodes.LivesWith.All.Where(row => LivingCodes.MustBeReportedAtOnce(row.Key)).Select(row => row.Key));

    [Fact]
    public void A_death_and_a_move_out_need_a_document() =>
        Assert.Equal(["moved-out", "deceased"], FileCodes.Exits.All.Where(row => FileCodes.ExitNeedsDocument(row.Key)).Select(row => row.Key));
}
