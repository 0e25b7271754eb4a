using CsCheck;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>A-001… and the promises of R-064…R-067.</summary>
public sealed class IdNumberTests
{
    private static readonly DateOnly Today = new(2025, 6, 1);

    [Theory]
    [InlineData("A-001", "11010519491231002X", IdSubject.Parent, "11010519491231002X", "1949-12-31", Sex.Female, null)]
    [InlineData("A-002", "379901201506120025", IdSubject.Child, "379901201506120025", "2015-06-12", Sex.Female, null)]
    [InlineData("A-003", "379901201506120033", IdSubject.Child, "379901201506120033", "2015-06-12", Sex.Male, null)]
    [InlineData("A-004", "37990120180909010X", IdSubject.Child, "37990120180909010X", "2018-09-09", Sex.Female, null)]
    [InlineData("A-005", "37990120180909010x", IdSubject.Child, "37990120180909010X", "2018-09-09", Sex.Female, null)]
    [InlineData("A-006", "37990120120229013X", IdSubject.Child, "37990120120229013X", "2012-02-29", Sex.Male, null)]
    [InlineData("A-007", "379901200002290210", IdSubject.Parent, "379901200002290210", "2000-02-29", Sex.Male, null)]
    [InlineData("A-017", "３７９９０１２０１５０６１２００２５", IdSubject.Child, "379901201506120025", "2015-06-12", Sex.Female, null)]
    [InlineData("A-018", " 379901 20150612-0025 ", IdSubject.Child, "379901201506120025", "2015-06-12", Sex.Female, null)]
    [InlineData("A-020", "379901202506010023", IdSubject.Child, "379901202506010023", "2025-06-01", Sex.Female, null)]
    [InlineData("A-022", "999901201607081059", IdSubject.Child, "999901201607081059", "2016-07-08", Sex.Male, "id-province-unknown")]
    [InlineData("A-023", "379901750812003", IdSubject.Parent, "379901197508120038", "1975-08-12", Sex.Male, "id-15-digit-converted")]
    public void A_good_number_gives_birth_and_sex(string id, string typed, IdSubject subject, string number, string born, Sex sex, string? warning)
    {
        var reading = IdNumber.Parse(typed, Today, subject);

        Assert.True(reading.Ok, id);
        Assert.Equal("ok", reading.Code);
        Assert.Equal(number, reading.Number.Text);
        Assert.Equal(DateOnly.Parse(born, null), reading.Number.BornOn);
        Assert.Equal(sex, reading.Number.Sex);
        Assert.Equal(warning is null ? [] : [warning], reading.Warnings);
    }

    [Theory]
    [InlineData("A-008", "379901201302290137", IdSubject.Child, "id-birth-not-a-date")]
    [InlineData("A-009", "379901190002290134", IdSubject.Parent, "id-birth-not-a-date")]
    [InlineData("A-010", "379901201513010131", IdSubject.Child, "id-birth-not-a-date")]
    [InlineData("A-011", "379901201506120026", IdSubject.Child, "id-check-digit")]
    [InlineData("A-012", "379901201506210025", IdSubject.Child, "id-check-digit")]
    [InlineData("A-013", "37990120150612002", IdSubject.Child, "id-length")]
    [InlineData("A-014", "3799012015061200250", IdSubject.Child, "id-length")]
    [InlineData("A-015", "37990120O506120025", IdSubject.Child, "id-chars")]
    [InlineData("A-016", "3799012015X6120025", IdSubject.Child, "id-chars")]
    [InlineData("A-019", "379901202506020029", IdSubject.Child, "id-birth-in-future")]
    [InlineData("A-021", "379901189912310028", IdSubject.Parent, "id-birth-too-old")]
    [InlineData("A-024", "379901150612002", IdSubject.Child, "id-15-digit-not-for-child")]
    [InlineData("A-025", "379901751332003", IdSubject.Parent, "id-birth-not-a-date")]
    [InlineData("A-028", "  ", IdSubject.Child, "id-missing")]
    [InlineData("A-028", null, IdSubject.Child, "id-missing")]
    public void A_bad_number_says_its_first_failure(string id, string? typed, IdSubject subject, string code)
    {
        var reading = IdNumber.Parse(typed, Today, subject);

        Assert.Equal((id, code), (id, reading.Code));
        Assert.Null(reading.Number);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void The_child_of_A_006_is_13() => Assert.Equal(13, Ages.On(IdNumber.Of("37990120120229013X").BornOn, Today));

    [Fact]
    public void The_worked_example_of_R_065_has_check_digit_5() => Assert.Equal('5', IdNumber.CheckDigit("37990120150612002"));

    [Fact]
    public void A_mask_shows_the_first_and_last_character_only_and_so_does_any_text()
    {
        var number = IdNumber.Of("37990120180909010X");
        Assert.Equal("3****************X", number.Masked);
        Assert.Equal("3****************X", $"{number}");
        Assert.DoesNotContain("20180909", IdNumber.Parse("37990120180909010X", Today, IdSubject.Child).ToString());
    }

    [Fact]
    public void Phones_and_accounts_are_masked_as_security_5_says()
    {
        Assert.Equal("138******12", Masks.Phone("13800000012"));
        Assert.Equal("****6620", Masks.Account("6217000010001236620"));
        Assert.Equal("****", Masks.Account("6620"));
    }

    private static readonly Gen<string> Numbers =
        from division in Gen.Int[110000, 659999]
        from born in Gen.Int[0, 45_000]
        from sequence in Gen.Int[0, 999]
        select Complete($"{division:000000}{new DateOnly(1900, 1, 1).AddDays(born):yyyyMMdd}{sequence:000}");

    private static string Complete(string seventeen) => seventeen + IdNumber.CheckDigit(seventeen);

    [Fact]
    public void Every_single_wrong_digit_is_found() =>
        Gen.Select(Numbers, Gen.Int[0, 16], Gen.Int[1, 9]).Sample((number, at, shift) =>
        {
            var digits = number.ToCharArray();
            digits[at] = (char)('0' + (digits[at] - '0' + shift) % 10);
            return !IdNumber.IsValid(digits);
        });

    [Fact]
    public void Every_swap_of_two_different_neighbours_is_found() =>
        Gen.Select(Numbers, Gen.Int[0, 15]).Sample((number, at) =>
        {
            var digits = number.ToCharArray();
            (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
            return number[at] == number[at + 1] ? IdNumber.IsValid(digits) : !IdNumber.IsValid(digits);
        });

    [Fact]
    public void A_whole_number_is_valid_and_no_other_check_character_is() =>
        Numbers.Sample(number => "0123456789X".Count(check => IdNumber.IsValid(number[..17] + check)) == 1);

    [Fact]
    public void What_is_valid_reads_back_the_same_however_it_was_typed() =>
        Gen.Select(Numbers, Gen.Int[1, 17]).Sample((number, at) =>
        {
            var typed = $" {number[..at]}- {number[at..].ToLowerInvariant()}";
            return IdNumber.Parse(typed, new(2030, 1, 1), IdSubject.Parent).Number?.Text == number;
        });
}
