namespace Lvs.Xdp.Interop;

/// <summary>
/// A BPF object file in libbpf's hands: open it, size its maps or give it existing ones, load it, take the descriptors.
/// The maps and programs it made go with it on disposal unless they are pinned or attached.
/// </summary>
internal sealed unsafe class BpfObject : IDisposable
{
    private readonly Dictionary<string, nint> _maps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _programs = new(StringComparer.Ordinal);
    private nint _handle;

    private BpfObject(nint handle)
    {
        _handle = handle;
        for (nint map = 0; (map = LibBpf.ObjectNextMap(handle, map)) != 0;)
            _maps.Add(LibBpf.MapName(map), map);
        for (nint program = 0; (program = LibBpf.ObjectNextProgram(handle, program)) != 0;)
            _programs.Add(LibBpf.ProgramName(program), program);
    }

    /// <summary>The names of its maps.</summary>
    internal IReadOnlyCollection<string> Maps => _maps.Keys;

    /// <summary>The names of its programs.</summary>
    internal IReadOnlyCollection<string> Programs => _programs.Keys;

    /// <summary>Parses an ELF file of BPF target; nothing is loaded yet.</summary>
    /// <exception cref="BpfLoadException">The bytes are no such file; the message has libbpf's own words.</exception>
    internal static BpfObject Open(ReadOnlySpan<byte> elf)
    {
        LibBpfLog.Begin();
        fixed (byte* bytes = elf)
        {
            nint handle = LibBpf.ObjectOpenMem(bytes, (nuint)elf.Length, null);
            int errno = Errno.Last;
            string log = LibBpfLog.End();
            return handle == 0 ? throw new BpfLoadException("bpf_object__open_mem", errno, log) : new BpfObject(handle);
        }
    }

    /// <summary>True when the object has a map of this name.</summary>
    internal bool HasMap(string name) => _maps.ContainsKey(name);

    /// <summary>A map's type, key size and value size, in bytes, and how many entries it is declared with.</summary>
    internal (uint Type, uint KeySize, uint ValueSize, uint MaxEntries) MapDefinition(string name)
    {
        nint map = _maps[name];
        return (LibBpf.MapType(map), LibBpf.MapKeySize(map), LibBpf.MapValueSize(map), LibBpf.MapMaxEntries(map));
    }

    /// <summary>How many entries the map will have; before <see cref="Load"/>.</summary>
    internal void SetMaxEntries(string map, uint entries) =>
        Check("bpf_map__set_max_entries", map, LibBpf.MapSetMaxEntries(_maps[map], entries));

    /// <summary>Uses a map that exists instead of making one; libbpf duplicates the descriptor. Before <see cref="Load"/>.</summary>
    internal void Reuse(string map, int fd) => Check("bpf_map__reuse_fd", map, LibBpf.MapReuseFd(_maps[map], fd));

    /// <summary>Whether the map is made at all; before <see cref="Load"/>.</summary>
    internal void SetAutocreate(string map, bool create) =>
        Check("bpf_map__set_autocreate", map, LibBpf.MapSetAutocreate(_maps[map], create));

    /// <summary>Flags for BPF_PROG_LOAD, such as BPF_F_XDP_HAS_FRAGS; before <see cref="Load"/>.</summary>
    internal void SetProgramFlags(string program, uint flags) =>
        Check("bpf_program__set_flags", program, LibBpf.ProgramSetFlags(_programs[program], flags));

    /// <summary>Whether the program is loaded at all; before <see cref="Load"/>.</summary>
    internal void SetAutoload(string program, bool load) =>
        Check("bpf_program__set_autoload", program, LibBpf.ProgramSetAutoload(_programs[program], load));

    /// <summary>Makes the maps and loads the programs.</summary>
    /// <exception cref="BpfLoadException">The kernel refused; the message has libbpf's words and the verifier's.</exception>
    internal void Load()
    {
        LibBpfLog.Begin();
        int result = LibBpf.ObjectLoad(_handle);
        string log = LibBpfLog.End();
        if (result < 0)
            throw new BpfLoadException("bpf_object__load", -result, log);
    }

    /// <summary>The descriptor of a map after <see cref="Load"/>; it belongs to this object.</summary>
    internal int MapFd(string name) => LibBpf.MapFd(_maps[name]);

    /// <summary>The descriptor of a program after <see cref="Load"/>; it belongs to this object.</summary>
    internal int ProgramFd(string name) => LibBpf.ProgramFd(_programs[name]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
            LibBpf.ObjectClose(_handle);
        _handle = 0;
    }

    private static void Check(string call, string name, int result)
    {
        if (result < 0)
            throw new LinuxException($"{call}({name})", -result);
    }
}
