using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Api;

/// <summary>Reads requests and writes answers.</summary>
static class Answers
{
    /// <summary>Writes a document.</summary>
    public static Task Write<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    /// <summary>Writes an error under the status that was set; a page gets a page.</summary>
    public static Task WriteError(HttpContext context, string message) => Write(context, new(message), WebJson.Default.ErrorAnswer);

    /// <summary>Reads the one document of a request; a <see cref="WarehouseException"/> says that it is none.</summary>
    public static async Task<T> Read<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        if (!context.Request.HasJsonContentType())
            throw new WarehouseException("The request is no JSON. Expected Content-Type: application/json.");
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

    /// <summary>The person who asks.</summary>
    public static string Person(HttpContext context) => context.User.Identity?.Name ?? throw new InvalidOperationException("The request came past the door.");
}
