using System.Runtime.InteropServices;
using Lvs.Xdp.AfXdp;
using Lvs.Xdp.Interop;

namespace Lvs.Xdp;

/// <summary>What the director's thread waits for: its fixed descriptors, and the sockets as they come and go.</summary>
internal sealed unsafe class PollSet : IDisposable
{
    private readonly int[] _fixed;
    private Libc.PollFd* _entries;
    private int _count;
    private int _version = -1;

    internal PollSet(params int[] descriptors) => _fixed = descriptors;

    /// <summary>Waits until a descriptor is readable or the time is over.</summary>
    /// <param name="ports">The sockets.</param>
    /// <param name="nanoseconds">How long at the most; rounded up to a whole number of microseconds by the kernel's timer slack.</param>
    internal void Wait(XskPorts ports, long nanoseconds)
    {
        if (_version != ports.Version)
            Rebuild(ports);
        var timeout = new Libc.Timespec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        if (Libc.Ppoll(_entries, (nuint)_count, &timeout, null) < 0 && Errno.Last is not (Errno.EINTR or Errno.EAGAIN))
            throw new LinuxException("ppoll", Errno.Last);
    }

    /// <summary>True when one of the fixed descriptors is readable.</summary>
    internal bool IsReadable(int index) => _entries[index].Revents != 0;

    /// <summary>True when a socket of an interface that went, or was taken down, reports only that.</summary>
    internal bool HasOnlyErrors()
    {
        bool errors = false;
        for (int i = 0; i < _count; i++)
        {
            if ((_entries[i].Revents & Libc.POLLIN) != 0)
                return false;
            errors |= _entries[i].Revents != 0;
        }

        return errors;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_entries);
        _entries = null;
    }

    private void Rebuild(XskPorts ports)
    {
        _version = ports.Version;
        _count = _fixed.Length + ports.All.Count;
        _entries = (Libc.PollFd*)NativeMemory.Realloc(_entries, (nuint)(_count * sizeof(Libc.PollFd)));
        for (int i = 0; i < _count; i++)
        {
            _entries[i] = new Libc.PollFd
            {
                Fd = i < _fixed.Length ? _fixed[i] : ports.All[i - _fixed.Length].Fd,
                Events = Libc.POLLIN,
            };
        }
    }
}
