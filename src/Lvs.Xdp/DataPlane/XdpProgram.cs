using System.Diagnostics.CodeAnalysis;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Programs;

namespace Lvs.Xdp;

/// <summary>
/// The XDP program in its two variants on the same maps: the plain one, and one that takes frames of several buffers, which
/// drivers ask for at large MTUs (and some refuse). The second is loaded when it is first needed.
/// </summary>
internal sealed class XdpProgram : IDisposable
{
    private const string FragmentsSuffix = "_frags";

    private readonly byte[]? _elf;
    private readonly BpfObject _plain;
    private readonly string _name;
    private BpfObject? _fragments;

    private XdpProgram(byte[]? elf, BpfObject plain, string name)
    {
        _elf = elf;
        _plain = plain;
        _name = name;
    }

    /// <summary>The plain variant's descriptor.</summary>
    internal int Fd => _plain.ProgramFd(_name);

    /// <summary>Loads the plain variant.</summary>
    /// <param name="options">The ELF file and the program's name.</param>
    /// <param name="prepare">Sizes maps or puts existing ones in their place.</param>
    /// <exception cref="DataPlaneException">The file or the program was refused.</exception>
    internal static XdpProgram Load(DataPlaneOptions options, Action<BpfObject> prepare)
    {
        BpfObject? opened = null;
        try
        {
            opened = Open(options.Program);
            KeepOnly(opened, options.ProgramName);
            prepare(opened);
            opened.Load();
            return new XdpProgram(options.Program, opened, options.ProgramName);
        }
        catch (BpfLoadException error)
        {
            opened?.Dispose();
            throw Refused(error);
        }
        catch (DllNotFoundException error)
        {
            throw new DataPlaneException(
                DataPlaneError.LibBpfMissing,
                "libbpf.so.1",
                "The library libbpf.so.1 is not installed.",
                "Install it: package libbpf1 on Debian and Ubuntu, libbpf elsewhere.",
                error);
        }
        catch
        {
            opened?.Dispose();
            throw;
        }
    }

    /// <summary>The descriptor of a map; it belongs to this object.</summary>
    internal int MapFd(string name) => _plain.MapFd(name);

    /// <summary>True when the program has a map of this name.</summary>
    internal bool HasMap(string name) => _plain.HasMap(name);

    /// <summary>The descriptor of one of the variants.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Kept in _fragments.")]
    internal int Variant(bool fragments)
    {
        if (!fragments)
            return Fd;
        if (_fragments == null)
        {
            var second = Open(_elf);
            try
            {
                KeepOnly(second, _name + FragmentsSuffix);
                foreach (string map in second.Maps)
                    second.Reuse(map, _plain.MapFd(map));
                second.SetProgramFlags(_name + FragmentsSuffix, Bpf.BPF_F_XDP_HAS_FRAGS);
                second.Load();
                _fragments = second;
            }
            catch (BpfLoadException error)
            {
                second.Dispose();
                throw Refused(error);
            }
        }

        return _fragments.ProgramFd(_name + FragmentsSuffix);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _fragments?.Dispose();
        _plain.Dispose();
    }

    private static BpfObject Open(byte[]? elf) => BpfObject.Open(elf ?? BpfObjects.Lvs);

    private static void KeepOnly(BpfObject opened, string name)
    {
        if (!opened.Programs.Contains(name))
            throw new ArgumentException($"the BPF object has no program '{name}', only {string.Join(", ", opened.Programs)}");
        foreach (string other in opened.Programs)
            opened.SetAutoload(other, other == name);
    }

    private static DataPlaneException Refused(BpfLoadException error)
    {
        if (error.Errno == Errno.EPERM)
            return Privileges.Explain(new LinuxException("bpf(BPF_PROG_LOAD)", error.Errno));
        string kernel = Environment.OSVersion.Version.ToString(2);
        return error.Errno switch
        {
            Errno.ENOSYS => new DataPlaneException(
                DataPlaneError.KernelTooOld,
                kernel,
                $"This kernel ({kernel}) has no bpf(2).",
                "Use Linux 6.1 or newer with CONFIG_BPF_SYSCALL, CONFIG_XDP_SOCKETS.",
                error),
            Errno.ENOMEM => new DataPlaneException(
                DataPlaneError.TableSize,
                "connections",
                "There is not memory enough for the tables.",
                "Give --connections a smaller number (about 210 bytes a connection).",
                error),
            _ => new DataPlaneException(
                DataPlaneError.ProgramRefused,
                kernel,
                $"The kernel ({kernel}) refused the XDP program: {error.Message}",
                "Use Linux 6.1 or newer with CONFIG_BPF_SYSCALL, CONFIG_XDP_SOCKETS, CONFIG_DEBUG_INFO_BTF; please report it otherwise.",
                error),
        };
    }
}
