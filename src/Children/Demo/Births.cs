using HuTong.Data.Demo;

namespace HuTong.Children.Demo;

/// <summary>Birthdays of the demo city: ages as demo.md 4 has them, and none of the days on which the story forbids one (demo.md 3).</summary>
internal sealed class Births(DemoPlan plan, DemoRandom random)
{
    private const int Ahead = 31, Tries = 400;

    /// <summary>A birthday of somebody under 18 (or 16) for a while from today on.</summary>
    public DateOnly Some(DateOnly until, bool isUnder16)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var (from, to) = isUnder16 ? random.Weighted((6, (0, 2)), (14, (3, 5)), (42, (6, 11)), (28, (12, 15)))
                : random.Weighted((60, (0, 2)), (140, (3, 5)), (420, (6, 11)), (280, (12, 15)), (190, (16, 17)));
            var born = random.Day(plan.Today.AddYears(-to - 1).AddDays(1), plan.Today.AddYears(-from));
            if (Fits(born, until, isUnder16)) return born;
        }
        return NotLeapDay(until.AddYears(-3));
    }

    public bool Fits(DateOnly born, DateOnly until, bool isUnder16)
    {
        if (born > until || born is { Month: 2, Day: 29 }) return false;
        int to16 = born.AddYears(16).DayNumber - plan.Today.DayNumber, to18 = born.AddYears(18).DayNumber - plan.Today.DayNumber;
        return to18 > Ahead && to16 is > Ahead or <= -DemoPlan.QuietDays && (!isUnder16 || to16 > Ahead);
    }

    /// <summary>Who reaches an age on a day.</summary>
    public static DateOnly Reaching(int age, DateOnly on) => on.AddYears(-age);

    /// <summary>A day that is a birthday every year.</summary>
    public static DateOnly NotLeapDay(DateOnly day) => day is { Month: 2, Day: 29 } ? day.AddDays(1) : day;
}
