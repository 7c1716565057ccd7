using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Sparkify.Web.Http;

/// <summary>Who sent a request.</summary>
/// <param name="Name">The name that others see, and that the audit log records.</param>
/// <param name="Account">Whose limits apply: a user's, or those shared by everybody with the token or the link. <see cref="UserAccount"/> makes the first kind.</param>
/// <param name="Owner">Who owns the results: all sessions of a user are one owner, while each session with a token is an owner of its own.</param>
sealed record Caller(string Name, string Account, string Owner)
{
    /// <summary>The account of people who opened the link that the command printed.</summary>
    public const string LinkAccount = "link:";

    /// <summary>The account of people who signed in with the token.</summary>
    public const string TokenAccount = "token:";

    const string AccountClaim = "account";

    /// <summary>The account of a user. User names contain no colon.</summary>
    public static string UserAccount(string name) => "user:" + name;

    /// <summary>The caller of a request; only for endpoints that require a signed-in caller.</summary>
    public static Caller Of(HttpContext context) => Of(context.User) ?? throw new InvalidOperationException("The endpoint lets in people who are not signed in.");

    /// <summary>The caller of a principal; null when nobody is signed in.</summary>
    public static Caller? Of(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true, Name: { } name }
        ? new(name, principal.FindFirstValue(AccountClaim)!, principal.FindFirstValue(ClaimTypes.NameIdentifier)!)
        : null;

    /// <summary>The claims of this caller.</summary>
    public IEnumerable<Claim> Claims => [new(ClaimTypes.Name, Name), new(ClaimTypes.NameIdentifier, Owner), new(AccountClaim, Account)];
}
