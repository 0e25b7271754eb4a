namespace HuTong.People.Accounts;

/// <summary>A post as the security administrator writes it.</summary>
/// <param name="Regions">Codes of the places; one, or several villages for a director. Empty for the three administrators.</param>
/// <param name="Kind">For a village director; empty means responsible.</param>
/// <param name="LastDay">Last day of the term; null while open.</param>
public sealed record NewPost(string Role, IReadOnlyList<string> Regions, DateOnly From, DateOnly? LastDay = null, string Kind = "");
