using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Sparkify.Web.Http;

/// <summary>
/// What an endpoint answers with, as its metadata says. Checks look at this and not at the path: the path that routing takes for an endpoint can be
/// spelt in many ways. What has no such metadata is treated as data.
/// </summary>
enum EndpointKind
{
    /// <summary>Data for a page: never for another site, never stored, errors as JSON.</summary>
    Data,

    /// <summary>A page: another site may link to it, and whoever is not signed in is led to the page to do so.</summary>
    Page,
}

/// <summary>Says of an endpoint what it answers with, and asks it of a request.</summary>
static class EndpointKinds
{
    /// <summary>Marks endpoints as pages.</summary>
    public static T IsPage<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(EndpointKind.Page);

    /// <summary>Whether the request leads to a page.</summary>
    public static bool IsForPage(this HttpContext context) => context.GetEndpoint()?.Metadata.OfType<EndpointKind>().FirstOrDefault() == EndpointKind.Page;
}
