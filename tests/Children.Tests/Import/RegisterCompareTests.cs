using HuTong.Children.Import;
using HuTong.Core;

namespace HuTong.Children.Tests.Import;

/// <summary>Rows against the register (import.md 9): asked in sets, decided by the same rules as within a file.</summary>
public sealed class RegisterCompareTests
{
    private static readonly Guid Known = Guid.Parse("01890000-0000-7000-8000-000000000001");

    private static RegisterChild Child(string state = "registered", bool here = true, string name = "卜试雪", string? id = "370831201411201273", string region = "370831101204",
        string categories = "in-difficulty", string phone = "13900001001", bool twin = false) => new(
        Known, state, here, id, name, new DateOnly(2014, 11, 20), Sex.Male, region, categories.Split(' ').ToHashSet(),
        new Dictionary<LedgerField, string> { [LedgerField.GuardianPhone] = phone }, twin);

    private static CheckedRow Against(RegisterChild child, string row = LedgerRun.Good, RegionLevel level = RegionLevel.County) =>
        Assert.Single(LedgerRun.Csv($"{LedgerRun.Heading}\n{row}\n", level: level,
            register: (keys, _) => new(keys.Select(key => (key.Index, child)).ToLookup(each => each.Index, each => each.child))).Rows);

    [Fact]
    public void Nothing_different_is_unchanged()
    {
        var row = Against(Child());
        Assert.Equal(["unchanged"], row.Codes());
        Assert.Equal((RowOutcome.Accepted, Known), (row.Outcome, row.Register!.ChildId));
    }

    [Fact]
    public void Filled_cells_that_differ_are_proposed_with_old_and_new()
    {
        var row = Against(Child(phone: "13700000000", region: "370831101200", categories: "watch"));
        Assert.Equal(["changes-proposed"], row.Codes());
        Assert.Equal([new("regionCode", "370831101200", "370831101204"), new("categories", null, "in-difficulty"), new("guardian.phone", "13700000000", "13900001001")], row.Register!.Changes);
    }

    [Fact]
    public void A_blank_cell_makes_no_statement_and_a_missing_category_is_no_difference() =>
        Assert.Equal(["unchanged"], Against(Child(categories: "in-difficulty severe-illness"), "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,").Codes());

    [Theory]
    [InlineData(RegionLevel.County, "known-elsewhere")]
    [InlineData(RegionLevel.City, "known-elsewhere")]
    [InlineData(RegionLevel.Township, "county-settles")]
    public void A_file_elsewhere_is_not_told_about(RegionLevel level, string code)
    {
        var row = Against(Child(here: false, state: "registered", name: "别名"), level: level);
        Assert.Equal([code], row.Codes());
        Assert.Empty(row.Register!.Changes);
        Assert.DoesNotContain("别名", row.Reasons[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_left_is_closed() => Assert.Equal(["file-closed"], Against(Child("left")).Codes());

    [Theory]
    [InlineData("dismissed")]
    [InlineData("merged")]
    public void Dismissed_and_merged_files_are_passed_over(string state) => Assert.Empty(Against(Child(state)).Codes());

    [Theory]
    [InlineData("lead")]
    [InlineData("to-verify")]
    [InlineData("exit-review")]
    public void Other_states_match(string state) => Assert.Equal(["unchanged"], Against(Child(state)).Codes());

    [Fact]
    public void The_same_number_with_another_name_is_a_conflict() => Assert.Equal(["id-name-conflict"], Against(Child(name: "卜雪试")).Codes());

    [Fact]
    public void A_child_without_number_is_probably_the_registered_one()
    {
        Assert.Equal(["id-missing", "probable-duplicate"], Against(Child(), "卜雪试,男,2014-11-20,,泉林镇,柳河峪,困境儿童,").Codes());
        Assert.Equal(["probable-duplicate"], Against(Child(id: null)).Codes());
        Assert.Equal(["id-missing"], Against(Child(twin: true), "卜雪试,男,2014-11-20,,泉林镇,柳河峪,困境儿童,").Codes());
        Assert.Empty(Against(Child(id: "370831201411202356")).Codes());
    }

    [Fact]
    public void What_a_person_decided_to_be_another_child_is_not_asked_again()
    {
        var decided = Child(id: null) with { NotTheSameAs = new HashSet<string> { "卜试雪|20141120" } };
        Assert.Empty(Against(decided).Codes());
    }

    [Fact]
    public void A_row_without_number_that_says_what_two_children_say_is_one_of_them()
    {
        var decided = Child(id: null) with { NotTheSameAs = new HashSet<string> { "卜试雪|20141120" } };
        Assert.Equal(["id-missing", "probable-duplicate"], Against(decided, "卜试雪,男,2014-11-20,,泉林镇,柳河峪,困境儿童,").Codes());
    }

    [Fact]
    public void A_sealed_category_is_compared_by_its_cover_only()
    {
        const string Row = "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,受侵害儿童,13900001001";
        Assert.Equal(["sealed-category", "unchanged"], Against(Child(), Row).Codes());
        Assert.Equal([new("categories", null, "sealed")], Against(Child(categories: "watch"), Row).Register!.Changes);
    }

    [Fact]
    public void The_register_is_asked_once_for_many_rows()
    {
        var asked = 0;
        var rows = string.Concat(Enumerable.Range(0, 500).Select(at => $"卜试{(char)('一' + at)},男,2014-11-20,,泉林镇,柳河峪,困境儿童,\n"));
        LedgerRun.Csv($"{LedgerRun.Heading}\n{rows}", register: (keys, _) =>
        {
            asked++;
            return new(Array.Empty<RegisterChild>().ToLookup(_ => 0));
        });
        Assert.Equal(1, asked);
    }
}
