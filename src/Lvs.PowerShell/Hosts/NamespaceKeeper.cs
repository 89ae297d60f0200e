using System.Diagnostics;

namespace LvsPS.Hosts;

/// <summary>Keeps the network namespace of a process at hand for when the process is gone: by one of its own that waits in
/// it.</summary>
internal sealed class NamespaceKeeper : IDisposable
{
    private readonly Process _process;

    private NamespaceKeeper(Process process)
    {
        _process = process;
        Host = HostShell.Local.NetworkOf(process.Id);
    }

    /// <summary>The host, with the network of that namespace.</summary>
    public IHost Host { get; }

    /// <summary>Keeps the namespace of a process; null when it is this one's, too.</summary>
    public static NamespaceKeeper? Of(int processId)
    {
        if (ReferenceEquals(HostShell.Local.NetworkOf(processId), HostShell.Local))
            return null;

        // cat ends when its input does: with this object, or with this process at the latest.
        ProcessStartInfo start = new("nsenter") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { $"--net=/proc/{processId}/ns/net", "--", "cat" })
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start)!;
        process.StandardInput.WriteLine("there");
        process.StandardInput.Flush();
        process.StandardOutput.ReadLine();
        return new NamespaceKeeper(process);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
