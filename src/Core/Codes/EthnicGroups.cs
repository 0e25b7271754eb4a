using System.Globalization;

namespace HuTong.Core.Codes;

/// <summary>Reads 民族 as ledgers write it: 汉, 汉族, 1, 01, HA. Source: codes.md 2.1.</summary>
public static class EthnicGroups
{
    /// <returns>The code, or null when it is no group.</returns>
    public static string? Read(string? text)
    {
        var word = text?.Trim() ?? "";
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return PersonCodes.Ethnicity.ByOfficial(number.ToString("00", CultureInfo.InvariantCulture))?.Key;
        return PersonCodes.Ethnicity.Read(word) ?? PersonCodes.Ethnicity.Read(word + "族") ?? ByLetters.GetValueOrDefault(word);
    }

    private static readonly Dictionary<string, string> ByLetters = PersonCodes.Ethnicity.All
        .Where(group => group.Marks.Length > 0)
        .ToDictionary(group => group.Marks, group => group.Key, StringComparer.OrdinalIgnoreCase);
}
