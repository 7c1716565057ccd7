namespace Sparkify.Web.Http;

/// <summary>Something on the server's side is missing or broken, and no request can change that. Visitors see the message; the cause, which may name files, goes to the log.</summary>
sealed class UnavailableException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>The front room cannot be opened.</summary>
    public static UnavailableException Frontroom(Exception cause) =>
        new("The front room cannot be opened right now. The reason is in the log of sparkify serve.", cause);
}
