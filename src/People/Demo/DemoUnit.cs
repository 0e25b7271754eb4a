using System.Globalization;

namespace HuTong.People.Demo;

/// <summary>One county-level unit of the demo city: its numbers as of a year ago (0) and as of today (1), by the managing line (demo.md 2).</summary>
public sealed record DemoUnit(
    string Code, int Townships, int Villages, int LeftBehind0, int InDifficulty, int Both0, int Allowance0, int Directors0, int Supervisors0,
    int LeftBehind1, int Both1, int Allowance1, int Directors1, int Supervisors1)
{
    private const string Rows = """
        370811 16 388 176 970 28 371 544 5 131 20 324 346 15 81
        370812 10 347 247 710 40 271 487 7 184 29 237 309 10 72
        370826 15 435 618 1087 99 415 610 20 460 72 363 387 15 90
        370827 11 280 470 636 75 243 393 11 350 55 212 249 11 58
        370828 13 558 793 1268 127 485 783 18 590 92 424 497 13 116
        370829 14 393 958 893 153 341 493 17 713 112 522 370 13 82
        370830 15 372 721 2239 115 430 540 15 536 84 376 331 15 38
        370831 13 442 1485 1507 238 576 388 17 1104 173 504 388 13 146
        370832 14 437 1130 1291 181 493 613 18 840 131 431 389 14 91
        370871 5 123 48 224 8 86 173 3 36 6 75 110 5 25
        370881 12 327 338 743 54 284 459 10 251 39 248 291 12 68
        370883 16 714 421 1460 67 558 1002 16 313 49 488 636 16 148
        370891 2 51 26 116 4 44 71 2 19 3 39 45 2 11
        370892 2 60 93 136 15 52 84 2 69 11 45 53 2 12
        """;

    public static readonly IReadOnlyList<DemoUnit> All = [.. Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    /// <summary>Migrant children that came within the year; no other unit has any.</summary>
    public int Migrants => Code switch { "370811" => 300, "370871" => 120, "370883" => 80, _ => 0 };

    /// <summary>Children registered as of today.</summary>
    public int Children1 => LeftBehind1 + InDifficulty - Both1 + Migrants;

    /// <summary>Villages that nobody holds today.</summary>
    public int Vacant => Code is "370826" or "370832" ? 6 : 0;

    private static DemoUnit Read(string row)
    {
        var cells = row.Split(' ');
        int At(int index) => int.Parse(cells[index], CultureInfo.InvariantCulture);
        return new(cells[0], At(1), At(2), At(3), At(4), At(5), At(6), At(7), At(8), At(9), At(10), At(11), At(12), At(13));
    }
}
