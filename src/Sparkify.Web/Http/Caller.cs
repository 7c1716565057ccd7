using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Sparkify.Web.Http;

/// <summary>Who sent a request.</summary>
/// <param name="Name">The name that others see, and that the audit log has.</param>
/// <param name="Account">Whose limits count: a user, everybody who has the token, or whoever has the link. <see cref="UserAccount"/> makes the first kind.</param>
/// <param name="Owner">Whose results these are: all sessions of a user are one owner, while each holder of a token is one of their own.</param>
sealed record Caller(string Name, string Account, string Owner)
{
    /// <summary>The account of those who come by the link that the command printed.</summary>
    public const string LinkAccount = "link:";

    /// <summary>The account of those who know the token.</summary>
    public const string TokenAccount = "token:";

    const string AccountClaim = "account";

    /// <summary>The account of a user. No user's name holds a colon.</summary>
    public static string UserAccount(string name) => "user:" + name;

    /// <summary>The one of a request; every endpoint that asks for it needs somebody who is signed in.</summary>
    public static Caller Of(HttpContext context) => Of(context.User) ?? throw new InvalidOperationException("The endpoint lets in people who are not signed in.");

    /// <summary>The one of a principal; null when nobody is signed in.</summary>
    public static Caller? Of(ClaimsPrincipal principal) => principal.Identity is { IsAuthenticated: true, Name: { } name }
        ? new(name, principal.FindFirstValue(AccountClaim)!, principal.FindFirstValue(ClaimTypes.NameIdentifier)!)
        : null;

    /// <summary>The claims that say so.</summary>
    public IEnumerable<Claim> Claims => [new(ClaimTypes.Name, Name), new(ClaimTypes.NameIdentifier, Owner), new(AccountClaim, Account)];
}
