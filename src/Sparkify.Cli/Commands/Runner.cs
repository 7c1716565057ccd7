using System.CommandLine;
using System.Data.Common;
using Sparkify.Cli.Logging;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary>Runs commands: gives them their invocation, listens for Ctrl-C, and turns what they throw into a message and an exit code.</summary>
internal sealed class Runner(Shell shell, CommonOptions common)
{
    /// <summary>The world outside.</summary>
    public Shell Shell => shell;

    /// <summary>The options that commands share.</summary>
    public CommonOptions Common => common;

    /// <summary>Makes this the action of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="action">What it does.</param>
    /// <param name="stopsInItsOwnTime">Whether it takes the time that it needs to stop, since it serves others.</param>
    /// <param name="isLogged">Whether it writes a log if it does not run on a terminal.</param>
    public void Attach(Command command, Func<Invocation, ExitCode> action, bool stopsInItsOwnTime = false, bool isLogged = false) =>
        command.SetAction(parse => (int)Run(parse, action, stopsInItsOwnTime, isLogged));

    /// <summary>Ends a call that cannot be understood.</summary>
    public int Refuse(ParseResult parse, string message) => (int)Fail(parse, null, message, ExitCode.WrongUsage);

    ExitCode Run(ParseResult parse, Func<Invocation, ExitCode> action, bool stopsInItsOwnTime, bool isLogged)
    {
        RunLog? log = null;
        Invocation? opened = null;
        using var interruption = new Interruption(stopsInItsOwnTime ? null : () => Interrupted(parse, log));
        try
        {
            using var call = new Invocation(shell, common, parse, isLogged, interruption.Token);
            opened = call;
            log = call.Log;
            return action(call);
        }
        catch (ReaderGoneException)
        {
            return ExitCode.ReaderGone;
        }
        catch (WarehouseException error)
        {
            return Fail(parse, log, opened?.Typeable(error.Message) ?? error.Message, error.ExitCode);
        }
        catch (Exception error) when (interruption.Token.IsCancellationRequested)
        {
            _ = error;
            return Interrupted(parse, log);
        }
        catch (DbException error)
        {
            return Fail(parse, log, opened?.Engine?.DescribeDamage(error)?.Message ?? error.Message, ExitCode.Failed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail(parse, log, error.Message, ExitCode.Failed);
        }
        catch (Exception error)
        {
            return Fail(parse, log, $"This is a bug in sparkify. Please report it with the command that you ran and the lines below.\n{error}", ExitCode.Failed);
        }
        finally
        {
            log?.Dispose();
        }
    }

    /// <summary>Ends a call whose output cannot be written.</summary>
    public int CannotPrint(ParseResult parse, IOException error) => (int)(error is ReaderGoneException ? ExitCode.ReaderGone : Fail(parse, null, error.Message, ExitCode.Failed));

    ExitCode Interrupted(ParseResult parse, RunLog? log) => Fail(
        parse,
        log,
        parse.CommandResult.Command.Name switch
        {
            "etl" or "withdraw" or "demo" => "Interrupted. The front room is as it was before. The next etl continues where this one stopped.",
            "create-tables" => "Interrupted. Tables may have been erased. Run create-tables again.",
            _ => "Interrupted.",
        },
        ExitCode.Interrupted);

    ExitCode Fail(ParseResult parse, RunLog? log, string message, ExitCode exitCode)
    {
        if (log is { IsJson: true })
            log.Ended(parse.CommandResult.Command.Name, (int)exitCode, message);
        else
            shell.Error.WriteLine("sparkify: " + message);
        shell.Error.Flush();
        if (!IsJson(parse))
            return exitCode;
        try
        {
            CliJson.Write(shell.Out, new ErrorDocument(message, (int)exitCode), CliJson.Default.ErrorDocument);
            shell.Out.Flush();
        }
        catch (IOException)
        {
            // Standard output takes nothing; the message is on standard error.
        }
        return exitCode;
    }

    // A call with a wrong option may not have been understood as far as --json.
    static bool IsJson(ParseResult parse) => parse.Tokens.Any(token => token.Value == "--json") || parse.UnmatchedTokens.Contains("--json");
}
