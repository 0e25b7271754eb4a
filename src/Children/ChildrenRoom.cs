using HuTong.Children.Find;
using HuTong.Children.Home;
using HuTong.Data;
using HuTong.Ui.Frame;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children;

/// <summary>The registration of the room: the file of a child, import, finding, doubles.</summary>
public static class ChildrenRoom
{
    public static IServiceCollection AddChildren(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, ChildrenModel>();
        services.AddScoped<ChildListQuery>().AddScoped<FacetsQuery>().AddScoped<HomeQuery>();
        services.AddScoped<INavEntry, HomeNav>().AddScoped<INavEntry, ChildrenNav>();
        return services;
    }
}
