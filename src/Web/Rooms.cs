using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.People;
using HuTong.Places;
using HuTong.Ui;

namespace HuTong.Web;

/// <summary>All rooms in their order: host, verbs and tests register the same.</summary>
public static class Rooms
{
    /// <param name="withWorkers">False for verbs that do one thing and end, and for tests that run jobs themselves.</param>
    public static IServiceCollection AddRooms(this IServiceCollection services, Database database, MasterKey master, bool withWorkers = true) =>
        services.AddData(database, master, withWorkers).AddUi().AddPlaces().AddPeople().AddChildren();
}
