using System.CommandLine;
using System.Net;
using Sparkify.Warehouse.Errors;
using Sparkify.Web;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify serve</c>: the front room in a browser.</summary>
internal static class ServeCommand
{
    public static Command Build(Runner runner)
    {
        var options = new ServeCommandOptions();
        var command = new Command("serve", "Serves the front room to browsers: SQL editor, reports, catalogue, freshness. Only this machine can reach it unless --address is given.");
        options.AddTo(command);
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "for yourself", "sparkify serve",
            "for colleagues, each with a password", "sparkify serve --address 192.0.2.7 --users users.txt --certificate cert.pem --key key.pem",
            "add a user (asks for the password)", "sparkify serve --users users.txt --add-user ada");
        runner.Attach(command, call => options.AddedUser(call) is { } user ? AddUser(call, options, user) : Serve(call, options), stopsInItsOwnTime: true);
        return command;
    }

    static ExitCode Serve(Invocation call, ServeCommandOptions options)
    {
        var engine = call.OpenEngine();
        try
        {
            FrontroomServer.RunAsync(engine, options.Read(call, engine.Target), call.Shell.Clock, address => Say(call, address), call.Cancellation).GetAwaiter().GetResult();
        }
        catch (WarehouseMissingException)
        {
            throw FrontroomQuery.Missing(engine, call);
        }
        return ExitCode.Done;
    }

    static void Say(Invocation call, Uri address)
    {
        call.Text.WriteLine($"The front room is open at {address}");
        if (!IPAddress.TryParse(address.Host, out var ip) || IPAddress.IsLoopback(ip))
            call.Text.WriteLine("Only this machine can reach it. Press Ctrl+C to stop.");
        else if (address.Scheme == Uri.UriSchemeHttp)
            call.Text.WriteLine("It uses plain HTTP: anybody on the network can read passwords and rows. Give --certificate and --key, or put a proxy with TLS in front of it.");
        call.Text.Flush();
    }

    static ExitCode AddUser(Invocation call, ServeCommandOptions options, string name)
    {
        var file = options.UsersFile(call) ?? throw new UsageException("Name the file with --users FILE, to which the user is to be added.");
        var password = call.Shell.Terminals.In
            ? ReadHidden(call, name)
            : call.Shell.In.ReadLine() ?? throw new UsageException("Expected the password on standard input.");
        FrontroomServer.AddUser(file, name, password);
        call.Text.WriteLine($"{name} can sign in now. The password's hash is in {file}.");
        return ExitCode.Done;
    }

    // Typed twice, since it is not shown. The prompt is not a result.
    static string ReadHidden(Invocation call, string name)
    {
        var first = HiddenInput.Read(call.Shell.Error, $"Password for {name}: ");
        var second = HiddenInput.Read(call.Shell.Error, "Again: ");
        return first == second ? first : throw new UsageException("The two passwords differ. Nothing was changed.");
    }
}
