using System.Security.Cryptography;
using System.Text;

namespace HuTong.Children.Files;

/// <summary>What one brother's or sister's file says now and would say then.</summary>
public sealed record SharedChange(string Name, string Now, string Then);

/// <summary>All that a shared change would do to other files.</summary>
public sealed record SharedPreview(IReadOnlyList<SharedChange> Rows)
{
    public static readonly SharedPreview None = new([]);

    /// <summary>The same for the same words: when anything changed since the user looked, it is shown again.</summary>
    public string Mark => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Rows.Select(row => $"{row.Name}\t{row.Now}\t{row.Then}")))).AsSpan(0, 8));
}
