using HuTong.Ui.Frame;

namespace HuTong.Places.Browse;

/// <summary>区划 in the top bar of the administrators; others reach the page by its address.</summary>
internal sealed class PlacesEntry : INavEntry
{
    public int Order => 85;
    public string Route => "/places";
    public string Words => "区划";
    public string Right => "calendar";
}
