using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>
/// What somebody might put in a PostgreSQL server's place to get at passwords: it refuses TLS, and asks whoever goes on for the password, in clear
/// text or as a digest that it can guess from.
/// </summary>
sealed class FalseServer : IDisposable
{
    const int TlsRequest = 80_877_103;
    const int GssRequest = 80_877_104;

    readonly TcpListener listener = new(IPAddress.Any, 0);
    readonly byte[] question;

    /// <param name="asksForDigest">Whether it asks for an MD5 digest, and not for the password itself.</param>
    public FalseServer(bool asksForDigest)
    {
        question = asksForDigest ? [(byte)'R', 0, 0, 0, 12, 0, 0, 0, 5, 1, 2, 3, 4] : [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 3];
        listener.Start();
        new Thread(Accept) { IsBackground = true, Name = "false server" }.Start();
    }

    /// <summary>Where it listens, on every address of this machine.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>All that clients told it beyond asking for TLS: their first messages, with the login, and what they answered to its question.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public void Dispose() => listener.Dispose();

    void Accept()
    {
        try
        {
            while (true)
            {
                using var client = listener.AcceptTcpClient();
                Talk(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It is disposed.
        }
    }

    void Talk(NetworkStream client)
    {
        try
        {
            for (var head = new byte[8]; client.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8;)
            {
                var code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
                var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head) - head.Length];
                client.ReadExactly(body);
                if (code is TlsRequest or GssRequest)
                {
                    client.WriteByte((byte)'N');
                    continue;
                }
                Heard.Enqueue("startup " + Encoding.UTF8.GetString(body));
                client.Write(question);
                var answer = new byte[1024];
                if (client.Read(answer) is var length and > 0)
                    Heard.Enqueue("answer " + Encoding.UTF8.GetString(answer, 0, length));
                return;
            }
        }
        // A client that is not content goes away.
        catch (IOException error)
        {
            _ = error;
        }
    }
}
