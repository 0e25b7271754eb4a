using HuTong.Data;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children;

/// <summary>The registration of the room: the file of a child, import, finding, doubles.</summary>
public static class ChildrenRoom
{
    public static IServiceCollection AddChildren(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, ChildrenModel>();
        return services;
    }
}
