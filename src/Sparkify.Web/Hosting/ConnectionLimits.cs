using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sparkify.Web.Logging;

namespace Sparkify.Web.Hosting;

/// <summary>
/// Keeps clients that only hold connections open from shutting others out: when one address, or all together, have too many, the oldest idle
/// connection is closed. Kestrel's own limit refuses the new connection instead, whoever opens it.
/// </summary>
sealed class ConnectionLimits(IReadOnlyList<IPAddress> proxies, ILogger logger)
{
    /// <summary>Connections that one address may have.</summary>
    public const int OfAddress = 256;

    /// <summary>Connections of all addresses together.</summary>
    public const int Total = 1024;

    readonly Lock gate = new();
    // The least recently used one comes first.
    readonly LinkedList<Held> connections = new();
    bool told;

    /// <summary>Wraps a connection, before anything is read from it.</summary>
    public async Task Hold(ConnectionContext connection, ConnectionDelegate next)
    {
        var held = new Held(connection, (connection.RemoteEndPoint as IPEndPoint)?.Address.MapToIPv6());
        if (!TryAdd(held))
        {
            connection.Abort();
            return;
        }
        connection.Items[typeof(Held)] = held;
        try
        {
            await next(connection);
        }
        finally
        {
            lock (gate)
                connections.Remove(held);
        }
    }

    /// <summary>Wraps a request, during which its connection does not count as idle.</summary>
    public async Task Use(HttpContext context, RequestDelegate next)
    {
        var held = (Held)context.Features.Get<IConnectionItemsFeature>()!.Items[typeof(Held)]!;
        Mark(held, active: true);
        try
        {
            await next(context);
        }
        finally
        {
            Mark(held, active: false);
        }
    }

    bool TryAdd(Held held)
    {
        lock (gate)
        {
            // A proxy holds the connections of everybody behind it.
            var ofAddress = proxies.Contains(held.Address) ? [] : connections.Where(other => Equals(other.Address, held.Address)).ToList();
            if (ofAddress.Count >= OfAddress && !Evict(ofAddress) || connections.Count >= Total && !Evict(connections))
                return false;
            connections.AddLast(held);
            return true;
        }
    }

    bool Evict(IEnumerable<Held> from)
    {
        if (from.FirstOrDefault(held => !held.IsActive) is not { } idle)
            return false;
        connections.Remove(idle);
        idle.Connection.Abort();
        if (!told)
            logger.ConnectionEvicted(OfAddress);
        told = true;
        return true;
    }

    void Mark(Held held, bool active)
    {
        lock (gate)
        {
            held.IsActive = active;
            if (connections.Remove(held))
                connections.AddLast(held);
        }
    }

    sealed class Held(ConnectionContext connection, IPAddress? address)
    {
        public ConnectionContext Connection => connection;

        public IPAddress? Address => address;

        public bool IsActive { get; set; }
    }
}
