using System.Runtime.ExceptionServices;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Namespaces;

/// <summary>
/// A network namespace with a name, kept as iproute2 keeps it (a bind mount in <c>/run/netns</c>), so that
/// <c>ip netns</c> lists and enters what is made here and the reverse. Needs CAP_SYS_ADMIN.
/// </summary>
/// <remarks>
/// Only the network namespace is entered. <c>/sys</c> still shows the devices of the process's own namespace there;
/// <c>/proc/sys/net</c> shows the namespace's, as it follows the calling thread.
/// </remarks>
public sealed class NetworkNamespace : IDisposable
{
    private readonly FileDescriptor _descriptor;

    private NetworkNamespace(string name, FileDescriptor descriptor)
    {
        Name = name;
        _descriptor = descriptor;
    }

    /// <summary>Where the names live.</summary>
    public static string NamesDirectory => "/run/netns";

    /// <summary>The name, as <c>ip netns list</c> shows it.</summary>
    public string Name { get; }

    /// <summary>The mounted file: <c>/run/netns/NAME</c>.</summary>
    public string FilePath => PathOf(Name);

    /// <summary>The names there are, sorted.</summary>
    public static IReadOnlyList<string> Names() => Directory.Exists(NamesDirectory)
        ? [.. Directory.EnumerateFiles(NamesDirectory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>True when a namespace of this name exists.</summary>
    public static bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>Makes a new namespace; its loopback device is down, as with <c>ip netns add</c>.</summary>
    /// <exception cref="NamespaceException">The name is taken or no file name, or the caller lacks CAP_SYS_ADMIN.</exception>
    public static NetworkNamespace Create(string name)
    {
        string path = PathOf(name);
        PrepareDirectory();
        try
        {
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new NamespaceException(
                $"Network namespace '{name}' exists already; delete it first (ip netns delete {name}).", Errno.EEXIST);
        }

        try
        {
            OnNewThread(() =>
            {
                Check(Libc.Unshare(Libc.CLONE_NEWNET), "unshare a network namespace", name);
                Check(
                    Libc.Mount("/proc/thread-self/ns/net", path, "none", Libc.MS_BIND, null),
                    "mount the network namespace", name);
                return true;
            });
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        return Open(name);
    }

    /// <summary>Opens a namespace that exists.</summary>
    /// <exception cref="NamespaceException">There is none of this name.</exception>
    public static NetworkNamespace Open(string name)
    {
        int descriptor = Libc.Open(PathOf(name), Libc.O_RDONLY | Libc.O_CLOEXEC);
        return descriptor < 0
            ? throw Failure("open the network namespace", name, Errno.Last)
            : new NetworkNamespace(name, FileDescriptor.Take(descriptor, "open"));
    }

    /// <summary>Removes the name. The namespace itself lives on while a process or a descriptor holds it.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="NamespaceException">The caller lacks CAP_SYS_ADMIN.</exception>
    public static bool Delete(string name)
    {
        string path = PathOf(name);
        if (!File.Exists(path))
            return false;

        // EINVAL: the file is there but nothing is mounted on it, left by somebody who was killed half-way.
        if (Libc.Umount2(path, Libc.MNT_DETACH) != 0 && Errno.Last != Errno.EINVAL)
            throw Failure("unmount the network namespace", name, Errno.Last);
        File.Delete(path);
        return true;
    }

    /// <summary>Runs an action inside, on a thread of its own that ends with it, and waits. Sockets opened and processes started
    /// there stay in the namespace; tasks and timers started there do not, as they run on other threads.</summary>
    /// <exception cref="NamespaceException">The namespace cannot be entered. What the action throws is thrown here too.</exception>
    public void Run(Action action) => Run(() =>
    {
        action();
        return true;
    });

    /// <inheritdoc cref="Run(Action)"/>
    /// <returns>What the function returns.</returns>
    public T Run<T>(Func<T> function) => OnNewThread(() =>
    {
        Enter();
        return function();
    });

    /// <summary>Starts a background thread that lives in the namespace: for a server or a loop that outlasts the call.</summary>
    /// <exception cref="NamespaceException">The namespace cannot be entered.</exception>
    public Thread Start(string threadName, Action action)
    {
        ExceptionDispatchInfo? failure = null;
        TaskCompletionSource entered = new();
        Thread thread = new(() =>
        {
            try
            {
                Enter();
            }
            catch (NamespaceException error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
                return;
            }
            finally
            {
                entered.SetResult();
            }

            action();
        })
        { IsBackground = true, Name = threadName };
        thread.Start();
        entered.Task.Wait();
        failure?.Throw();
        return thread;
    }

    /// <summary>Closes the descriptor; the name stays until <see cref="Delete(string)"/>.</summary>
    public void Dispose() => _descriptor.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void Enter() => Check(
        Libc.Setns(_descriptor.Value, Libc.CLONE_NEWNET), "enter the network namespace", Name);

    // A thread that changed its namespace must never go back to a pool: it is made for the purpose and ends here.
    private static T OnNewThread<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        })
        { IsBackground = true, Name = "netns" };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    // As iproute2 does: the directory must be a shared mount, so that a name unmounted in one mount namespace goes from all of
    // them. Under the directory's lock, as two first users at once would mount it over itself twice.
    private static void PrepareDirectory()
    {
        Directory.CreateDirectory(NamesDirectory);
        using FileDescriptor directory = FileDescriptor.Take(
            Libc.Open(NamesDirectory, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC), $"open({NamesDirectory})");
        if (Libc.Flock(directory.Value, Libc.LOCK_EX) != 0)
            throw Failure("lock the directory of network namespaces", NamesDirectory, Errno.Last);
        if (Libc.Mount("", NamesDirectory, "none", Libc.MS_SHARED | Libc.MS_REC, null) == 0)
            return;
        if (Errno.Last != Errno.EINVAL)
            throw Failure("share the mount of network namespaces", NamesDirectory, Errno.Last);
        Check(
            Libc.Mount(NamesDirectory, NamesDirectory, "none", Libc.MS_BIND | Libc.MS_REC, null),
            "mount the directory of network namespaces", NamesDirectory);
        Check(
            Libc.Mount("", NamesDirectory, "none", Libc.MS_SHARED | Libc.MS_REC, null),
            "share the mount of network namespaces", NamesDirectory);
    }

    private static string PathOf(string name) => name is "" or "." or ".." || name.Contains('/') || name.Contains('\0') || name.Length > 200
        ? throw new NamespaceException(
            $"'{name}' cannot name a network namespace: it must be a plain file name of at most 200 characters.", 0)
        : $"{NamesDirectory}/{name}";

    private static void Check(int result, string what, string name)
    {
        if (result != 0)
            throw Failure(what, name, Errno.Last);
    }

    private static NamespaceException Failure(string what, string name, int errno) => new(
        $"Could not {what} '{name}': {Errno.Text(errno)}." + errno switch
        {
            Errno.EPERM => " CAP_SYS_ADMIN is needed: run as root.",
            Errno.ENOENT => $" There is no namespace of that name; create it first (ip netns add {name}).",
            _ => "",
        },
        errno);
}
