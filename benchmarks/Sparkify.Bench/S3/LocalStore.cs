using System.Diagnostics;

namespace Sparkify.Bench.S3;

/// <summary>The S3 server that the tests use, with the song files of a workload in a bucket. It stops with the bench.</summary>
sealed class LocalStore : IDisposable
{
    internal const string Bucket = "sparkify-bench";
    internal const string Folder = "song_data";

    const int AtOnce = 16;

    readonly Process process;

    LocalStore(Process process, string endpoint) => (this.process, Endpoint) = (process, endpoint);

    internal string Endpoint { get; }

    internal static LocalStore Start(BenchOptions options, Workload workload)
    {
        var npm = Path.Combine(options.Root, "artifacts", "npm", "node_modules");
        var node = Path.Combine(npm, ".bin", "node");
        if (!File.Exists(node)) throw new InvalidOperationException($"The S3 server is missing: {node}. ./test install brings it.");
        var script = Path.Combine(options.Root, "tests", "Sparkify.Cli.Tests", "S3", "fauxqs.mjs");
        var process = Process.Start(new ProcessStartInfo(node, ["--no-warnings", script, Path.Combine(npm, "fauxqs"), Bucket]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var store = new LocalStore(process, $"http://127.0.0.1:{process.StandardOutput.ReadLine()}");
        store.Fill(workload.Songs);
        return store;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    void Fill(string folder)
    {
        using var http = new HttpClient();
        Parallel.ForEachAsync(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (file, cancellation) =>
            {
                using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellation));
                using var answer = await http.PutAsync($"{Endpoint}/{Bucket}/{Folder}/{Path.GetRelativePath(folder, file)}", content, cancellation);
                _ = answer.EnsureSuccessStatusCode();
            }).GetAwaiter().GetResult();
    }
}
