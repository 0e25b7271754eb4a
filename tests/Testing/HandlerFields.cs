using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Testing;

/// <summary>What a page's handlers would take from a form or an address, whether or not a page shows it.</summary>
internal static partial class HandlerFields
{
    private const int Deepest = 3;

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> OfIds(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var found = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page) continue;
            var route = RouteIds().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "*").Replace("/{tab?}", "", StringComparison.Ordinal).Replace("{part}", "*", StringComparison.Ordinal);
            var loaded = await loader.LoadAsync(page, endpoint.Metadata);
            foreach (var handler in loaded.HandlerMethods)
            {
                var isGet = handler.HttpMethod.Equals("get", StringComparison.OrdinalIgnoreCase);
                var taken = loaded.BoundProperties.Where(property => !isGet || TakesGet(property)).Concat(handler.Parameters);
                found[$"{handler.HttpMethod.ToUpperInvariant()} {route} {(handler.Name is { Length: > 0 } name ? name : "-")}"] =
                    [.. taken.SelectMany(one => Names(one.BindingInfo?.BinderModelName ?? one.Name, one.ParameterType, Deepest)).Where(field => !RouteNames().IsMatch(field) || !route.Contains('*', StringComparison.Ordinal)).Distinct()];
            }
        }
        return found;
    }

    private static bool TakesGet(ParameterDescriptor property) =>
        property is PageBoundPropertyDescriptor { Property: var reflected } && reflected.GetCustomAttributes(typeof(Microsoft.AspNetCore.Mvc.BindPropertyAttribute), true) is [Microsoft.AspNetCore.Mvc.BindPropertyAttribute { SupportsGet: true }];

    private static IEnumerable<string> Names(string name, Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) type = inner;
        if (type.IsGenericType && type.GetGenericArguments() is [var one] && type.IsAssignableTo(typeof(System.Collections.IEnumerable))) type = one;
        if (type == typeof(Guid) || type == typeof(string) && WordsThatAreIds().IsMatch(name)) return [name];
        return depth == 0 || !type.IsClass || type.Namespace?.StartsWith("HuTong", StringComparison.Ordinal) != true ? []
            : type.GetProperties().Where(property => property.CanWrite).SelectMany(property => Names($"{name}.{property.Name}", property.PropertyType, depth - 1));
    }

    // A cursor holds the id of the last row; "other" is another child.
    [GeneratedRegex("(?:Id|^(?:.*\\.)?(?i:after|before|other))$")]
    private static partial Regex WordsThatAreIds();

    [GeneratedRegex(@"\{\w+:guid\}")]
    private static partial Regex RouteIds();

    [GeneratedRegex("^(?:id|rowId)$", RegexOptions.IgnoreCase)]
    private static partial Regex RouteNames();
}
