namespace Sparkify.Web.Workers;

/// <summary>The program that a worker process runs, which calls <see cref="QueryWorker"/>.</summary>
/// <param name="File">The file to be executed.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerProgram(string File, IReadOnlyList<string> Arguments);
