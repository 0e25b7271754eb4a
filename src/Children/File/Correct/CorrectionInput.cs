namespace HuTong.Children.Files;

/// <summary>What a correction form sends: why, since when, on top of which version, and the fields of its part. Blank optional fields say "none".</summary>
public sealed class CorrectionInput
{
    public const string Mistake = "mistake", Change = "change";

    /// <summary>Made with the form; becomes the id of the row it makes, so that sending twice makes one.</summary>
    public Guid Key { get; set; }

    /// <summary>The version of the file that the user saw.</summary>
    public long Version { get; set; }

    /// <summary>mistake: what was written wrong is put right; change: something changed on a day.</summary>
    public string? Way { get; set; }

    /// <summary>The first day on which the new fact holds.</summary>
    public DateOnly? On { get; set; }
    public string? Reason { get; set; }

    /// <summary>The term that is corrected, where a part may have several.</summary>
    public Guid? Row { get; set; }

    /// <summary>Keep what contradicts the ID number as typed .</summary>
    public bool Keep { get; set; }

    /// <summary>Brothers and sisters whose files get the same change (REG-005).</summary>
    public List<Guid> With { get; set; } = [];

    /// <summary>Mark of the preview that the user has seen; another mark shows it again.</summary>
    public string? Seen { get; set; }

    /// <summary>The same change for a brother or sister: own key, own row.</summary>
    public CorrectionInput For(Guid sibling, Guid? row)
    {
        var copy = (CorrectionInput)MemberwiseClone();
        var key = Key.ToByteArray();
        var other = sibling.ToByteArray();
        for (var at = 0; at < key.Length; at++) key[at] ^= other[at];
        (copy.Key, copy.Row, copy.With) = (new Guid(key), row, []);
        return copy;
    }

    /// <summary>The person or phone is no longer one of the child's.</summary>
    public bool End { get; set; }

    public string? Name { get; set; }
    public string? Sex { get; set; }
    public DateOnly? BornOn { get; set; }
    public string? Ethnicity { get; set; }
    public string? IdKind { get; set; }

    /// <summary>Blank leaves the stored number as it is: forms never show it.</summary>
    public string? Number { get; set; }
    public string? NoIdReason { get; set; }
    public string? Place { get; set; }
    public string? PlaceText { get; set; }
    public string? Address { get; set; }

    /// <summary>The code of the part: health, circumstance, category, level, kind of registration …</summary>
    public string? Code { get; set; }
    public string? Grade { get; set; }
    public string? School { get; set; }
    public string? Stage { get; set; }
    public string? Status { get; set; }
    public bool Boarding { get; set; }
    public string? Words { get; set; }
    public DateOnly? Until { get; set; }
    public DateOnly? EventOn { get; set; }
    public bool InCustody { get; set; }
    public bool Proved { get; set; }
    public string? LivesWith { get; set; }
    public string? Economy { get; set; }
    public string? Role { get; set; }
    public string? Relation { get; set; }
    public string? WorkPlace { get; set; }
    public string? Basis { get; set; }
    public string? Ability { get; set; }
    public string? CareReason { get; set; }
}
