using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Sparkify.Web.Http;

/// <summary>
/// What an endpoint responds with, as endpoint metadata. Checks look at this and not at the path, because one path can be spelled in many ways.
/// An endpoint without this metadata is treated as data.
/// </summary>
enum EndpointKind
{
    /// <summary>Data for a page: never for another site, never stored, errors as JSON.</summary>
    Data,

    /// <summary>A page: another site may link to it, and visitors who are not signed in are redirected to sign in.</summary>
    Page,
}

/// <summary>Sets the kind of an endpoint, and reads it from a request.</summary>
static class EndpointKinds
{
    /// <summary>Marks endpoints as pages.</summary>
    public static T IsPage<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(EndpointKind.Page);

    /// <summary>Whether the request's endpoint is a page.</summary>
    public static bool IsForPage(this HttpContext context) => context.GetEndpoint()?.Metadata.OfType<EndpointKind>().FirstOrDefault() == EndpointKind.Page;
}
