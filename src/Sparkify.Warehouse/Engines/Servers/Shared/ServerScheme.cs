namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>What the targets of one kind of server have in common.</summary>
/// <param name="Name">What a target begins with: "NAME://".</param>
/// <param name="UsualPort">Where such a server listens unless the target says otherwise.</param>
/// <param name="TakesTimeZone">Whether a connection may name its time zone when it begins; one that may not has UTC by itself.</param>
sealed record ServerScheme(string Name, int UsualPort, bool TakesTimeZone);
