namespace HuTong.Children.Files;

/// <summary>Which of the two ways a part knows: put right what was written wrong, or say what changed and when.</summary>
public enum Ways { Both, ChangeOnly, NoDate }

/// <summary>One part of a file with its small form. Written so that a part is one class: how the form is filled, what its input changes.</summary>
internal interface IPart
{
    /// <summary>Last word of the form's address and first of its action in the record: schooling → schooling-corrected.</summary>
    string Slug { get; }

    /// <summary>就学.</summary>
    string Title { get; }

    /// <summary>The tab that shows the part.</summary>
    string Tab { get; }

    Ways Ways { get; }

    /// <summary>Puts what is stored into a fresh form; numbers stay out.</summary>
    Task Fill(PartWork work, CorrectionInput input);

    /// <summary>Checks the input and changes the tracked rows; refusals go to <see cref="PartWork.Problems"/>.</summary>
    Task Apply(PartWork work, CorrectionInput input);

    /// <summary>A fact of the household: one edit may serve brothers and sisters too (REG-005).</summary>
    bool IsShared => false;

    /// <summary>The open row of a brother or sister that holds the same fact as the row corrected here; null makes a new one. Asked before anything is changed.</summary>
    Task<Guid?> SameRow(PartWork mine, CorrectionInput input, PartWork sibling) => Task.FromResult<Guid?>(null);

    /// <summary>What a child's file says now, and what it would say, in masked words for the preview.</summary>
    Task<(string Now, string Then)> Preview(PartWork work, CorrectionInput input) => Task.FromResult(("", ""));
}
