using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>One client's connection: its messages go to the server, translated; the server's come back.</summary>
sealed class StandInSession(RedshiftStandIn standIn, Stream client) : IDisposable
{
    const int SslRequest = 80_877_103;
    const int GssRequest = 80_877_104;
    const int CancelRequest = 80_877_102;

    readonly TcpClient connection = new() { NoDelay = true };
    Stream server = Stream.Null;
    string database = "";
    bool isPublishing;
    bool isOfPeople;

    StandInFaults Faults => standIn.In(database);

    public void Run()
    {
        if (!Begin())
            return;
        Authenticate();
        while (ReadRequest() is { Count: > 0 } request)
        {
            var sql = request.Select(message => message.Sql).FirstOrDefault(text => text is not null);
            if (sql is not null)
                Faults.Note(sql);
            if (request[^1].Type == 'X')
            {
                request[^1].Write(server);
                return;
            }
            if (sql is not null && CopyStatement.Of(sql) is { } copy)
                Reply(new StandInCopy(standIn, Faults, database, server).Run(copy));
            else
            {
                foreach (var message in request)
                    (sql is not null && message.Sql is not null ? message.With(Replacement(sql)) : message).Write(server);
                server.Flush();
                PassOn(until: 'Z');
            }
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        server.Dispose();
    }

    /// <summary>The statement that the server gets: refused where Redshift would refuse it or a test wants an error, else translated.</summary>
    string Replacement(string sql)
    {
        if (!isOfPeople && RedshiftRules.Violation(sql) is { } violation)
            return Refusal("refused by the stand-in: " + violation, "", "0A000");
        isPublishing = sql == "begin" ? false : isPublishing || sql.Contains("insert into frontroom.publication", StringComparison.Ordinal);
        if (sql != "commit" || !isPublishing)
            return Translation.Of(sql);
        isPublishing = false;
        Faults.BeforePublish?.Invoke(++Faults.Publishes);
        return Faults.TakeSerializationFailure()
            ? Refusal("1023", "Serializable isolation violation on table - 100104, transactions forming the cycle are: 1024, 1025 (pid:1)", "XX000")
            : sql;
    }

    static string Refusal(string message, string detail, string state) =>
        $"select standin.refuse('{message.Replace("'", "''", StringComparison.Ordinal)}', '{detail}', '{state}')";

    /// <summary>The messages of one request, up to the one that asks for the answer; none when the client has gone.</summary>
    List<WireMessage> ReadRequest()
    {
        var request = new List<WireMessage>();
        while (WireMessage.Read(client) is { } message)
        {
            request.Add(message);
            if (message.Type is 'S' or 'Q' or 'X')
                return request;
        }
        return [];
    }

    void Reply(IReadOnlyList<WireMessage> answer)
    {
        // Parse and bind are done; there are no columns.
        foreach (var type in "12n")
            new WireMessage(type, []).Write(client);
        foreach (var message in answer)
            message.Write(client);
        client.Flush();
    }

    void PassOn(char until)
    {
        WireMessage message;
        do
        {
            message = WireMessage.Read(server) ?? throw new IOException("The server has gone.");
            message.Write(client);
        }
        while (message.Type != until);
        client.Flush();
    }

    /// <summary>The first messages, which have no letter. False when there is nothing more to do.</summary>
    bool Begin()
    {
        while (true)
        {
            var head = new byte[8];
            if (client.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
                return false;
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - head.Length];
            client.ReadExactly(body);
            var code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
            if (code is SslRequest or GssRequest)
            {
                client.WriteByte((byte)'N');
                continue;
            }
            connection.Connect(IPAddress.Loopback, standIn.Server.Port);
            server = connection.GetStream();
            server.Write([.. head, .. body]);
            if (code == CancelRequest)
                return false;
            var settings = Encoding.UTF8.GetString(body).Split('\0');
            database = settings[Array.IndexOf(settings, "database") + 1];
            // What people ask is theirs to answer for.
            isOfPeople = settings.Contains("sparkify query") || settings.Contains("sparkify backroom");
            return true;
        }
    }

    void Authenticate()
    {
        while (WireMessage.Read(server) is { } message)
        {
            Disguise(message).Write(client);
            client.Flush();
            if (message.Type is 'Z')
                return;
            // All that asks for an answer: not "you are in" (0), nor the last word of SCRAM (12).
            if (message.Type == 'R' && BinaryPrimitives.ReadInt32BigEndian(message.Body) is not (0 or 12))
                (WireMessage.Read(client) ?? throw new IOException("The client has gone.")).Write(server);
        }
        throw new IOException("The server has gone.");
    }

    /// <summary>Redshift says that it is PostgreSQL 8.0.2; drivers act on that.</summary>
    static WireMessage Disguise(WireMessage message) => message.Type == 'S' && Encoding.UTF8.GetString(message.Body).StartsWith("server_version\0", StringComparison.Ordinal)
        ? new WireMessage('S', "server_version\08.0.2\0"u8.ToArray())
        : message;
}
