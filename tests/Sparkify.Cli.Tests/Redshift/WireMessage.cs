using System.Buffers.Binary;
using System.Text;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>One message of PostgreSQL's protocol 3.0, which Redshift speaks too: a letter and what follows its length (PostgreSQL's documentation, "Message Formats").</summary>
/// <param name="Type">The letter.</param>
/// <param name="Body">What follows the length.</param>
sealed record WireMessage(char Type, byte[] Body)
{
    /// <summary>Reads one; null when the other side has gone.</summary>
    public static WireMessage? Read(Stream from)
    {
        Span<byte> head = stackalloc byte[5];
        if (from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            return null;
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head[1..]) - sizeof(int)];
        return from.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length ? null : new WireMessage((char)head[0], body);
    }

    public void Write(Stream to)
    {
        var message = new byte[5 + Body.Length];
        message[0] = (byte)Type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), Body.Length + sizeof(int));
        Body.CopyTo(message, 5);
        to.Write(message);
    }

    /// <summary>A simple query.</summary>
    public static WireMessage Query(string sql) => new('Q', [.. Encoding.UTF8.GetBytes(sql), 0]);

    /// <summary>A command that has been carried out.</summary>
    public static WireMessage Complete(string tag) => new('C', [.. Encoding.UTF8.GetBytes(tag), 0]);

    /// <summary>An error, as the server words it.</summary>
    public static WireMessage Error(string state, string message) => new('E', [.. Encoding.UTF8.GetBytes($"SERROR\0VERROR\0C{state}\0M{message}\0"), 0]);

    /// <summary>A field of an error; null where it has none.</summary>
    public string? Field(char code) => Encoding.UTF8.GetString(Body).Split('\0').FirstOrDefault(field => field.StartsWith(code))?[1..];

    /// <summary>The statement of a Parse or a Query; null in any other message.</summary>
    public string? Sql => Type switch
    {
        'P' => Texts()[1],
        'Q' => Texts()[0],
        _ => null,
    };

    /// <summary>The same with another statement.</summary>
    public WireMessage With(string sql)
    {
        if (Type == 'Q')
            return Query(sql);
        var name = Array.IndexOf(Body, (byte)0) + 1;
        var parameters = Array.IndexOf(Body, (byte)0, name) + 1;
        return new WireMessage(Type, [.. Body[..name], .. Encoding.UTF8.GetBytes(sql), 0, .. Body[parameters..]]);
    }

    string[] Texts() => Encoding.UTF8.GetString(Body).Split('\0');
}
