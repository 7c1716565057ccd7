using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>
/// A PostgreSQL server of the tests' own: started when first asked for, on a free port and in a folder of its own, and stopped with the process.
/// People come in by password; only its administrator, by a socket in that folder, does not need one.
/// </summary>
sealed class PostgresServer
{
    /// <summary>The login that loads; it may create roles, as the owner of a warehouse's database usually may.</summary>
    public const string Loader = "loader";

    /// <summary>Its password, which no message may show.</summary>
    public const string LoaderPassword = "hush-loader";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    static readonly Lazy<PostgresServer> SharedServer = new(() =>
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        return server;
    });

    readonly string folder;
    readonly string programs;
    readonly bool survivesPowerLoss;
    Process? process;

    /// <summary>One that is the caller's alone, to be stopped and started; <see cref="Remove"/> ends it. Tests need none that waits for the disk.</summary>
    /// <param name="survivesPowerLoss">Whether it waits for the disk.</param>
    /// <param name="passwords">How it asks for passwords.</param>
    public PostgresServer(bool survivesPowerLoss = false, string passwords = "scram-sha-256")
    {
        this.survivesPowerLoss = survivesPowerLoss;
        programs = FindPrograms();
        folder = Directory.CreateTempSubdirectory("sparkify-postgres-").FullName;
        Port = FreePort();
        if (Environment.IsPrivilegedProcess)
            Run("chown", ["postgres", folder]);
        Run([Path.Combine(programs, "initdb"), "--pgdata", Data, "--username", "postgres", "--auth-local", "trust", "--auth-host", passwords, "--encoding", "UTF8", "--locale", "C.UTF-8"]);
        Start();
        Administer("postgres", $"create role {Loader} login createrole password '{LoaderPassword}'");
    }

    /// <summary>The server that tests share.</summary>
    public static PostgresServer Shared => SharedServer.Value;

    /// <summary>Where it listens on this machine.</summary>
    public int Port { get; }

    string Data => Path.Combine(folder, "data");

    /// <summary>Makes a database that the loader owns.</summary>
    public void CreateDatabase(string name) => Administer("postgres", $"create database {name} owner {Loader}");

    /// <summary>Removes a database, whoever is connected.</summary>
    public void DropDatabase(string name) => Administer("postgres", $"drop database if exists {name} with (force)");

    /// <summary>Makes a database that is what another is, in place of one that has its name.</summary>
    public void CopyDatabase(string from, string to)
    {
        DropDatabase(to);
        // Who is connected still may be what a killed load left to the server.
        Administer("postgres", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{from}'", $"create database {to} template {from} owner {Loader}");
    }

    /// <summary>Runs statements as the administrator.</summary>
    public void Administer(string database, params string[] statements)
    {
        using var connection = OpenAsAdministrator(database);
        foreach (var statement in statements)
        {
            using var command = new NpgsqlCommand(statement, connection);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Connects as the administrator.</summary>
    public NpgsqlConnection OpenAsAdministrator(string database)
    {
        var connection = new NpgsqlConnection($"Host={folder};Port={Port};Username=postgres;Database={database};Pooling=false");
        connection.Open();
        return connection;
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public void Start()
    {
        string[] settings = [
            "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", $"fsync={(survivesPowerLoss ? "on" : "off")}",
            "-c", "shared_buffers=128MB", "-c", "max_connections=80", "-c", "log_statement=none",
            // Compiling a plan takes longer than to run it, for so few rows. A server that is measured has its defaults.
            .. survivesPowerLoss ? (string[])[] : ["-c", "jit=off"],
        ];
        process = Launch([Path.Combine(programs, "postgres"), .. settings]);
        for (var started = Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            try
            {
                using var connection = OpenAsAdministrator("postgres");
                return;
            }
            catch (NpgsqlException) when (started.Elapsed < Patience && !process.HasExited)
            {
                // It is not up yet.
            }
        }
    }

    /// <summary>From now on people come in over TLS alone; the server shows them a certificate.</summary>
    public void RequireTls(string certificate, string key)
    {
        foreach (var (file, name) in new[] { (certificate, "server.crt"), (key, "server.key") })
        {
            var copy = Path.Combine(Data, name);
            File.Copy(file, copy);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (Environment.IsPrivilegedProcess)
                Run("chown", ["postgres", copy]);
        }
        File.WriteAllText(Path.Combine(Data, "pg_hba.conf"), "local all all trust\nhostssl all all all scram-sha-256\n");
        Administer("postgres", "alter system set ssl = on", "select pg_reload_conf()");
    }

    /// <summary>Stops it as a crash of the machine would: no query is waited for, and it recovers when it starts again.</summary>
    public void Crash()
    {
        Run([Path.Combine(programs, "pg_ctl"), "stop", "--pgdata", Data, "--mode", "immediate", "--wait"]);
        process!.WaitForExit(Patience);
    }

    /// <summary>Ends it for good.</summary>
    public void Remove()
    {
        if (process is { HasExited: false })
            Crash();
        Directory.Delete(folder, recursive: true);
    }

    // The server refuses to run as root.
    static string[] AsServer(string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. command] : command;

    static void Run(string[] command) => Run(AsServer(command)[0], AsServer(command)[1..]);

    static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }

    static Process Launch(string[] command)
    {
        var all = AsServer(command);
        var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    static string FindPrograms() =>
        Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        ?? throw new InvalidOperationException("There is no PostgreSQL server to test with. ./test installs it; by hand: apt-get install postgresql");

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
