using HuTong.Ui.Frame;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Visits.Posts;

/// <summary>What the room registers for posts without people and the real-name register.</summary>
internal static class PostsPart
{
    public static IServiceCollection AddPosts(this IServiceCollection services) => services
        .AddScoped<PostsPlace>().AddScoped<PostTermsQuery>().AddScoped<PostsQuery>().AddScoped<PeopleQuery>().AddScoped<LeftPostsQuery>().AddScoped<HandoverQuery>().AddScoped<ConfirmHandover>()
        .AddScoped<RealNameListQuery>().AddScoped<RealNameFileQuery>().AddScoped<RealNameBook>().AddScoped<INavEntry, PostsNav>();
}
