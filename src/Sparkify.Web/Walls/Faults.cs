using Microsoft.AspNetCore.Http;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Walls;

/// <summary>Turns what goes wrong into an answer that a person can act on, and that tells nobody how the server is built.</summary>
static class Faults
{
    /// <summary>Lets a request pass and catches what it throws.</summary>
    public static async Task Pass(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be told.
        }
        catch (BadHttpRequestException error)
        {
            await Answer(context, error.StatusCode, error.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The request is too large." : "The request cannot be understood.");
        }
        catch (WarehouseException error)
        {
            await Answer(context, StatusCodes.Status400BadRequest, error.Message);
        }
        catch (Exception error)
        {
            // The process's owner sees it whole.
            await Console.Error.WriteLineAsync($"sparkify: {context.Request.Method} {context.Request.Path} failed: {error}");
            await Answer(context, StatusCodes.Status500InternalServerError, "This is a fault of sparkify; whoever runs it finds more in its log.");
        }
    }

    static async Task Answer(HttpContext context, int status, string message)
    {
        if (context.Response.HasStarted)
            context.Abort();
        else
            await RequestWall.Refuse(context, status, message);
    }
}
