namespace HuTong.Ui.Frame;

/// <summary>Whether who asks has a right of rights.tsv; only hides words. What guards the page is its policy.</summary>
public delegate bool MayOpen(string right);
