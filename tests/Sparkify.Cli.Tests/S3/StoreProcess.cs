using System.Diagnostics;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.S3;

/// <summary>An S3 server that tests started for themselves, on a port of its own. It ends with them: its input ends then.</summary>
static class StoreProcess
{
    /// <summary>The keys that the server which checks them knows.</summary>
    public const string AccessKey = "test:tester";

    /// <summary>The secret one.</summary>
    public const string SecretKey = "testing";

    static readonly Lazy<string> FauxqsServer = new(() => Start(
        Npm(".bin/node"), "--no-warnings", Path.Combine(AppContext.BaseDirectory, "S3", "fauxqs.mjs"), Npm("fauxqs")));

    // The servers live as long as the tests do, and so does what they store.
    static readonly Lazy<string> Scratch = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("sparkify-swift-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    static readonly Lazy<string> SwiftServer = new(() => Start(
        "/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "S3", "swift_server.py"), Scratch.Value, AccessKey, SecretKey));

    /// <summary>The address of fauxqs: fast, and believes everybody.</summary>
    public static string Fauxqs => FauxqsServer.Value;

    /// <summary>The address of OpenStack Swift: another implementation of S3, which verifies every signature.</summary>
    public static string Swift => SwiftServer.Value;

    static string Npm(string path) => Path.Combine(TestData.Root, "artifacts", "npm", "node_modules", path);

    static string Start(string program, params string[] arguments)
    {
        Assert.True(File.Exists(program), $"{program} is missing; ./test installs it.");
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return int.TryParse(process.StandardOutput.ReadLine(), out var port)
            ? $"http://127.0.0.1:{port}"
            : throw new InvalidOperationException($"{program} did not start; what it says stands above.");
    }
}
