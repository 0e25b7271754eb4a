namespace HuTong.Children.Registration;

/// <summary>What the form of a new file sends.</summary>
public sealed class NewFile
{
    /// <summary>Made with the form; becomes the file's id.</summary>
    public Guid Key { get; set; }
    public string? Name { get; set; }

    /// <summary>The child's ID number.</summary>
    public string? Number { get; set; }
    public bool NoNumber { get; set; }
    public string? NoIdReason { get; set; }
    public DateOnly? BornOn { get; set; }
    public string? Sex { get; set; }

    /// <summary>Keep birth and sex although the number says otherwise .</summary>
    public bool Keep { get; set; }
    public string? Place { get; set; }
    public string? PlaceText { get; set; }
    public string? Address { get; set; }

    /// <summary>Codes of `situation`: what is known of the child, in the words of the finder; where one points at a category, it is proposed.</summary>
    public List<string> Situations { get; set; } = [];
    public string? CarerName { get; set; }
    public string? CarerRelation { get; set; }
    public string? CarerPhone { get; set; }

    /// <summary>How it became known: a code of `known-by`.</summary>
    public string? KnownBy { get; set; }
}
