using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>
/// A stand-in for Redshift, and not a proof: a PostgreSQL server behind a proxy that translates what PostgreSQL lacks (keys in DDL, COPY with a
/// manifest in S3, system views) and refuses what Redshift refuses. What it cannot show: how Redshift plans, locks and compares trailing blanks.
/// </summary>
sealed class RedshiftStandIn : IDisposable
{
    static readonly Lazy<RedshiftStandIn> SharedStandIn = new(() =>
    {
        var standIn = new RedshiftStandIn(NewServer());
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            standIn.Dispose();
            standIn.Server.Remove();
        };
        return standIn;
    });

    static readonly string Catalog = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Redshift", "standin.sql"));

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<string, StandInFaults> databases = new();

    /// <summary>In front of a server of <see cref="NewServer"/>, which outlives it.</summary>
    public RedshiftStandIn(PostgresServer server)
    {
        Server = server;
        listener.Start(backlog: 128);
        new Thread(Accept) { IsBackground = true, Name = "stand-in" }.Start();
    }

    /// <summary>The one that tests share.</summary>
    public static RedshiftStandIn Shared => SharedStandIn.Value;

    /// <summary>A server to stand behind it. The analysts' password comes as Redshift's digest of it, which only this way of asking understands.</summary>
    public static PostgresServer NewServer() => new(passwords: "md5");

    /// <summary>The server behind it.</summary>
    public PostgresServer Server { get; }

    /// <summary>Where it listens on this machine.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Makes a database that the loader owns.</summary>
    public void CreateDatabase(string name)
    {
        Server.CreateDatabase(name);
        // Every transaction sees the rows of its first moment, as there.
        Server.Administer(name, Catalog, $"alter database {name} set default_transaction_isolation = 'repeatable read'");
        // There are no indexes there that a join could go by, one row after the other.
        Server.Administer(name, $"alter database {name} set enable_nestloop = off");
    }

    /// <summary>Removes it.</summary>
    public void DropDatabase(string name)
    {
        Server.DropDatabase(name);
        databases.TryRemove(name, out _);
    }

    /// <summary>What goes wrong in a database, and what was asked of it.</summary>
    public StandInFaults In(string database) => databases.GetOrAdd(database, _ => new StandInFaults());

    public void Dispose() => listener.Dispose();

    void Accept()
    {
        try
        {
            while (true)
            {
                var client = listener.AcceptTcpClient();
                client.NoDelay = true;
                new Thread(() => Serve(client)) { IsBackground = true, Name = "stand-in session" }.Start();
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is disposed.
        }
    }

    void Serve(TcpClient client)
    {
        using (client)
            try
            {
                using var session = new StandInSession(this, client.GetStream());
                session.Run();
            }
            // Either side may go at any moment: that is what is tested.
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
            {
                _ = error;
            }
    }
}
