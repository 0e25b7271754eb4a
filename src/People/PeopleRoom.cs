using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.People;

/// <summary>The registration point of the room: accounts, posts, log-in, the administrators' pages.</summary>
public static class PeopleRoom
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services;

    /// <summary>Authentication, then the scope of who asks.</summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) => app;
}
