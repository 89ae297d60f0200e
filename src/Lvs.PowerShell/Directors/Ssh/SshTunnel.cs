using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LvsPS.Hosts;

namespace LvsPS;

/// <summary>
/// The way to a director over ssh: one ssh process that stays in the background and leads a local socket to the remote one
/// (<c>ssh -f -N -M -L</c>), for all pwsh of the user. It goes by itself when nobody has used it for a minute
/// (ControlPersist), so that nothing is left behind however a pwsh ends.
/// </summary>
internal sealed class SshTunnel
{
    private const string ProgramVariable = "LVS_SSH";
    private const string Idle = "60";
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(30);

    private readonly SshDirector _director;
    private readonly string _base;
    private readonly object _lock = new();
    private long _checked = long.MinValue;

    /// <summary>Prepares it; <see cref="EnsureOpen"/> opens it.</summary>
    /// <param name="director">Where to.</param>
    public SshTunnel(SshDirector director)
    {
        _director = director;

        // A socket's path has to be short, and the same for the same director.
        string key = $"{director.User}@{director.Host}:{director.Port}{director.Socket}\n{Program}";
        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16].ToLowerInvariant();
        _base = Path.Combine(Folder(), name);
    }

    /// <summary>The local socket that leads to the director.</summary>
    public string Socket => _base + ".sock";

    private static string Program =>
        Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } program ? program : "ssh";

    private string Control => _base + ".ctl";

    private string Log => _base + ".log";

    /// <summary>The command line of ssh that runs a command on the director's host, through the same connection.</summary>
    public IEnumerable<string> CommandLine => [Program, "-o", "BatchMode=yes", "-S", Control, .. _director.Destination];

    /// <summary>Opens the way if it is not open.</summary>
    /// <exception cref="LvsClientException">ssh did not get there; what it said, and what to do about it.</exception>
    public void EnsureOpen()
    {
        lock (_lock)
        {
            if (_checked != long.MinValue && Environment.TickCount64 - _checked < Trust.TotalMilliseconds)
                return;
            if (!IsOpen())
                Open();
            _checked = Environment.TickCount64;
        }
    }

    /// <summary>Why a conversation broke off: when ssh got there but found nobody at the socket, its log says so.</summary>
    public LvsClientException Explain(LvsClientException problem)
    {
        lock (_lock)
            _checked = long.MinValue;
        if (problem.Id is not (LvsProblemIds.ConnectionLost or LvsProblemIds.DirectorNotRunning))
            return problem;
        return File.Exists(Log) && File.ReadAllText(Log).Contains("open failed", StringComparison.Ordinal)
            ? new LvsClientException(
                LvsProblemIds.DirectorNotRunning, _director.Name, $"Nobody answers at '{_director.Socket}' on {_director.Host}.",
                $"Start lvsd there (ssh {_director.Host} systemctl start lvsd), name its socket (ssh://{_director.Host}/path), "
                + "or log in as somebody who may use it (root, or a member of the group lvs).", problem)
            : new LvsClientException(
                LvsProblemIds.ConnectionLost, _director.Name, $"The conversation with {_director.Name} broke off.",
                $"See whether the host is up and lvsd is running: ssh {_director.Host} systemctl status lvsd.", problem);
    }

    private bool IsOpen()
    {
        if (!File.Exists(Control) || !File.Exists(Socket))
            return false;
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(Control));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Open()
    {
        using FileStream mine = Lock();
        if (IsOpen())
            return;
        File.Delete(Control);
        File.WriteAllText(Log, "");
        CommandResult result = HostShell.Local.Run(
        [
            Program, "-f", "-N", "-T", "-M", "-S", Control, "-E", Log,
            "-o", "BatchMode=yes", "-o", $"ControlPersist={Idle}", "-o", "ExitOnForwardFailure=yes",
            "-o", "StreamLocalBindUnlink=yes", "-o", "ConnectTimeout=10",
            "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=2", "-o", "ForwardAgent=no",
            "-L", $"{Socket}:{_director.Socket}", .. _director.Destination,
        ]);
        if (result.Succeeded)
            return;
        string words = $"{File.ReadAllText(Log)}\n{result.Error}";
        File.Delete(Log);
        throw SshErrors.From(_director, result.ExitCode, words);
    }

    // Two pwsh that open the same way at once would take each other's sockets away.
    private FileStream Lock()
    {
        long deadline = Environment.TickCount64 + (long)LockLimit.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(_base + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static string Folder()
    {
        string? runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        string parent = Directory.Exists(runtime)
            ? runtime
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Directory.CreateDirectory(
            Path.Combine(parent, "lvsps"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
