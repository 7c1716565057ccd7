using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Audit;
using Sparkify.Web.Logging;

namespace Sparkify.Web.Http;

/// <summary>Turns an exception of a request into a problem that a person can act on and that reveals nothing about the inside of the server.</summary>
sealed class RequestFailures(ILogger<RequestFailures> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, message) = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (StatusCodes.Status413PayloadTooLarge, "The request is too large."),
            BadHttpRequestException bad => (bad.StatusCode, "The request cannot be understood."),
            AuditException => (StatusCodes.Status503ServiceUnavailable, exception.Message),
            UnavailableException => (StatusCodes.Status503ServiceUnavailable, exception.Message),
            // Not the cancellation when a visitor has gone, which ASP.NET Core handles itself.
            OperationCanceledException => (StatusCodes.Status503ServiceUnavailable, "The server is stopping."),
            WarehouseException => (StatusCodes.Status400BadRequest, exception.Message),
            _ => (StatusCodes.Status500InternalServerError, "Internal error. There is more in the log of sparkify serve."),
        };
        var request = httpContext.Request;
        if (exception is UnavailableException)
            logger.RequestUnavailable(request.Method, request.Path.ToUriComponent(), exception.InnerException!.Message);
        else if (status == StatusCodes.Status500InternalServerError)
            logger.RequestFailed(exception, request.Method, request.Path);
        await Answers.WriteProblem(httpContext, status, message);
        return true;
    }
}
