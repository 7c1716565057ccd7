using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sparkify.Simulator;

namespace Sparkify.Warehouse.Tests.Simulated;

/// <summary>A simulation in a temporary folder that is deleted with the test.</summary>
sealed class SimulatedFolder : IDisposable
{
    internal SimulatedFolder(SimulationOptions options)
    {
        Path = Directory.CreateTempSubdirectory("sparkify-simulated-").FullName;
        Summary = Simulation.Write(options, Path, null, TestContext.Current.CancellationToken);
    }

    internal string Path { get; }

    internal SimulationSummary Summary { get; }

    /// <summary>Every event with its file's name, in the order of files and lines; for logs without mess.</summary>
    internal IEnumerable<(string File, JsonElement Event)> Events() =>
        from file in Files("log_data")
        from line in File.ReadLines(System.IO.Path.Combine(Path, file))
        select (file, JsonDocument.Parse(line).RootElement);

    /// <summary>The relative paths of all files under a folder, sorted.</summary>
    internal IReadOnlyList<string> Files(string under) =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, under), "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>A hash over the names and bytes of all files.</summary>
    internal string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files(""))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(System.IO.Path.Combine(Path, file)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>A file's bytes, unpacked.</summary>
    internal byte[] Unpacked(string file)
    {
        using var raw = File.OpenRead(System.IO.Path.Combine(Path, file));
        using var packed = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : (Stream)raw;
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
