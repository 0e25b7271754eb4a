using Microsoft.Playwright;

namespace HuTong.Journeys;

/// <summary>The two screens every page is looked at on (look.md 8), in CSS pixels.</summary>
internal static class ScreenSizes
{
    public static ViewportSize Desk => new() { Width = 1366, Height = 768 };

    public static ViewportSize Phone => new() { Width = 360, Height = 780 };
}
