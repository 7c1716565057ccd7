using System.CommandLine;
using System.IO.Hashing;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Errors;
using Sparkify.Web;

namespace Sparkify.Cli.Commands;

/// <summary>The options of <c>serve</c>.</summary>
internal sealed class ServeCommandOptions
{
    const int DefaultPort = 5280;

    readonly Option<string> address = new("--address") { HelpName = "IP", Description = "Address to listen on; any other than a loopback address needs --users or SPARKIFY_SERVE_TOKEN", DefaultValueFactory = _ => "127.0.0.1" };
    readonly Option<int> port = new("--port", "-p") { HelpName = "N", Description = "Port; 0 chooses a free one", DefaultValueFactory = _ => DefaultPort };
    readonly Option<string[]> hostNames = new("--host-name") { HelpName = "NAME", Description = "Host name that browsers use, such as a proxy's; can be given several times", DefaultValueFactory = _ => [] };
    readonly Option<string?> proxy = new("--proxy") { HelpName = "IP", Description = "Reverse proxy whose X-Forwarded-For and X-Forwarded-Proto are trusted [default: this machine, with --host-name]" };
    readonly Option<string?> users = new("--users") { HelpName = "FILE", Description = "File of the users who may sign in, with hashed passwords" };
    readonly Option<string?> addUser = new("--add-user") { HelpName = "NAME", Description = "Add a user to the file of --users, with the password from standard input, and exit" };
    readonly Option<string?> certificate = new("--certificate") { HelpName = "FILE", Description = "Certificate for HTTPS, in PEM" };
    readonly Option<string?> key = new("--key") { HelpName = "FILE", Description = "Its key, in PEM" };
    readonly Option<int> parallel = new("--parallel") { HelpName = "N", Description = "Queries that run at the same time; others wait", DefaultValueFactory = _ => new ServeLimits().Parallel };
    readonly Option<int> memory = new("--memory") { HelpName = "MIB", Description = "Memory in MiB for all queries together, on the embedded engine", DefaultValueFactory = _ => (int)(new ServeLimits().Memory >> 20) };
    readonly Option<int> timeout = new("--timeout") { HelpName = "SECONDS", Description = "Seconds after which a query is stopped", DefaultValueFactory = _ => (int)new ServeLimits().Timeout.TotalSeconds };
    readonly Option<int> maxRows = new("--max-rows") { HelpName = "N", Description = "Most rows of a result; further rows are left out", DefaultValueFactory = _ => new ServeLimits().Rows };
    readonly Option<string?> state = new("--state") { HelpName = "DIR", Description = "Folder for shared queries and the audit log [default: in ~/.local/state/sparkify]" };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[address, port, hostNames, proxy, users, addUser, certificate, key, parallel, memory, timeout, maxRows, state])
            command.Add(option);
    }

    /// <summary>The file of users.</summary>
    public string? UsersFile(Invocation call) => call.Parse.GetValue(users);

    /// <summary>The person to be added.</summary>
    public string? AddedUser(Invocation call) => call.Parse.GetValue(addUser);

    /// <summary>What they say; a <see cref="UsageException"/> names an invalid one.</summary>
    public ServeOptions Read(Invocation call, string target)
    {
        if (!IPAddress.TryParse(call.Parse.GetValue(address), out var ip))
            throw new UsageException($"--address {call.Parse.GetValue(address)} is not an IP address. Expected one of this machine's, such as 127.0.0.1, or 0.0.0.0 for all of them.");
        var before = call.Parse.GetValue(proxy);
        if (before is not null && !IPAddress.TryParse(before, out _))
            throw new UsageException($"--proxy {before} is not an address. Expected the one that the proxy's connections come from, such as 10.0.0.5.");
        var tls = (call.Parse.GetValue(certificate), call.Parse.GetValue(key));
        if (tls.Item1 is null != tls.Item2 is null)
            throw new UsageException("Expected both --certificate and --key, or neither.");
        return new(ip, Between(call, port, 0, ushort.MaxValue), call.Parse.GetValue(state) ?? DefaultState(call, target), AnswerQueryCommand.Program(target))
        {
            HostNames = call.Parse.GetValue(hostNames) ?? [],
            Proxy = before is null ? null : IPAddress.Parse(before),
            UsersFile = UsersFile(call),
            Token = call.Shell.Environment("SPARKIFY_SERVE_TOKEN") is { Length: > 0 } token ? token : null,
            Tls = tls is ({ } pem, { } secret) ? (pem, secret) : null,
            StaleAfter = call.Settings.StaleAfter,
            Log = call.Settings.ServeLog.Options(LogLevel.Warning),
            Limits = new ServeLimits
            {
                Parallel = Between(call, parallel, 1, 64),
                Memory = (long)Between(call, memory, 256, 1 << 20) << 20,
                Timeout = TimeSpan.FromSeconds(Between(call, timeout, 1, 86_400)),
                Rows = Between(call, maxRows, 1, 10_000_000),
            },
        };
    }

    static int Between(Invocation call, Option<int> option, int least, int most) => call.Parse.GetValue(option) is var value && value >= least && value <= most
        ? value
        : throw new UsageException($"{option.Name} is \"{value}\". Expected {least} to {most}.");

    // One folder for each target, so that queries shared about one warehouse do not appear at another.
    static string DefaultState(Invocation call, string target)
    {
        var home = call.Shell.Environment("XDG_STATE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(home, "sparkify", Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(target))));
    }
}
