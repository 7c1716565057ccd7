using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Http;

/// <summary>Reads requests and writes answers.</summary>
static class Answers
{
    /// <summary>Writes a document.</summary>
    public static Task Write<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    /// <summary>Writes a problem (RFC 9457). Its message is in <c>detail</c>, and in <c>error</c>, where the pages read it.</summary>
    public static Task WriteProblem(HttpContext context, int status, string message) =>
        Results.Problem(detail: message, statusCode: status, extensions: new Dictionary<string, object?> { ["error"] = message }).ExecuteAsync(context);

    /// <summary>Reads the JSON document of a request; throws a <see cref="WarehouseException"/> if it is anything else.</summary>
    public static async Task<T> Read<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        if (!context.Request.HasJsonContentType())
            throw new WarehouseException("The request is not JSON. Expected Content-Type: application/json.");
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted)
                ?? throw new WarehouseException("The request is empty.");
        }
        catch (JsonException)
        {
            throw new WarehouseException("The request is not the JSON document that was expected.");
        }
    }

    /// <summary>A route value.</summary>
    public static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
