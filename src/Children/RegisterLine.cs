using HuTong.Children.Find;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data.Fence;

namespace HuTong.Children;

/// <summary>One narrow row a child, all that lists sort and filter by, so lists never join. Derived: every use case that changes its sources writes it in the same transaction.</summary>
public sealed class RegisterLine : IChildFact, IRecordedElsewhere
{
    public Guid ChildId { get; set; }
    public Guid Id => ChildId;
    public string Region { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>Normalised name, full pinyin and initials: keys of search.</summary>
    public string NameKey { get; set; } = "";
    public string Pinyin { get; set; } = "";
    public string Initials { get; set; } = "";
    public string Sex { get; set; } = "unknown";
    public DateOnly? BornOn { get; set; }

    /// <summary>Letters of a school or guardian in a list: an index takes no text of a page's length, and the file has it whole.</summary>
    public const int MostLetters = 60;

    public static string? Short(string? text) => text is { Length: > MostLetters } ? text[..(char.IsHighSurrogate(text[MostLetters - 1]) ? MostLetters - 1 : MostLetters)] : text;

    /// <summary>Open categories as bits, by the bit numbers of the category table.</summary>
    public long CategoryBits { get; set; }
    public string State { get; set; } = "lead";
    public string Risk { get; set; } = "low";
    public string? School { get; set; }

    /// <summary>School without blanks and punctuation, for facets.</summary>
    public string? SchoolKey { get; set; }
    public string? GuardianName { get; set; }
    public string? GuardianRelation { get; set; }
    public string? HukouRegion { get; set; }
    public string? FileNumber { get; set; }

    /// <summary>Written by Visits: the next day a visit is due and the day the child was last met.</summary>
    public DateOnly? NextDue { get; set; }
    public DateOnly? LastMet { get; set; }

    /// <summary>Since when nobody has seen the child in person: the day it was last met, else of its registration. Null until registered.</summary>
    public DateOnly? UnseenSince { get; set; }
    public DateOnly? RegisteredOn { get; set; }

    /// <summary>The keys of search that follow from its name and school.</summary>
    public void SetKeys()
    {
        var keys = NameKeys.Of(Name);
        (NameKey, Pinyin, Initials) = (keys.Name, keys.Pinyin, keys.Initials);
        SchoolKey = School is null ? null : NameKeys.Normalise(School);
    }
}

/// <summary>How a child stands with its visits, by what Visits writes on its line.</summary>
public static class VisitStands
{
    /// <summary>Days without being seen in person after which a child is told apart (VIS-012).</summary>
    public const int UnseenDays = 90;

    /// <summary>Last day of what is waited for now: this month's, and what falls due within a week, as an emergency's week and a retry that run into the next.</summary>
    public static DateOnly Until(DateOnly today) => Month.Of(today).Last is var last && last > today.AddDays(6) ? last : today.AddDays(6);

    /// <summary>Past the day, and not seen.</summary>
    public static IQueryable<RegisterLine> Late(this IQueryable<RegisterLine> lines, DateOnly today) => lines.Where(line => line.NextDue < today);

    /// <summary>On the register, of a category, and not seen in person for that long.</summary>
    public static IQueryable<RegisterLine> Unseen(this IQueryable<RegisterLine> lines, DateOnly today)
    {
        var before = today.AddDays(-UnseenDays);
        return lines.Where(line => line.UnseenSince < before && (line.State == FileStates.Registered || line.State == FileStates.ExitReview) && line.CategoryBits != 0);
    }
}
