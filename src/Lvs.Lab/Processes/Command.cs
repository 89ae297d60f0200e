using System.Diagnostics;

namespace Lvs.Lab.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>Starts it, feeds it, waits, and collects what it wrote.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="input">Its standard input; null is an empty one.</param>
    /// <param name="cancellation">Ends it and the wait.</param>
    /// <exception cref="LabException">There is no such program.</exception>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, string? input = null, CancellationToken cancellation = default)
    {
        using Process process = Start(command);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await FeedAsync(process, input, cancellation);
            await process.WaitForExitAsync(cancellation);
            return new CommandResult(string.Join(' ', command), process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it with all three streams open to the caller.</summary>
    /// <exception cref="LabException">There is no such program.</exception>
    public static Process Start(IReadOnlyList<string> command)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new LabException($"'{command[0]}' cannot be run: {e.Message}. Install it (apt-get install iproute2 curl util-linux).");
        }
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken cancellation)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }
}
