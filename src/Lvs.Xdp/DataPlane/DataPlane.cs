using Lvs.Engine.Tables;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp;

/// <summary>
/// The kernel's half of the director: the shared tables, the XDP program and its links to interfaces, all pinned on bpffs so
/// that they work on while no lvsd runs. <see cref="Open"/> makes them or takes over what an earlier lvsd left;
/// disposal lets go and leaves everything standing; <see cref="Remove"/> takes everything down. For one
/// thread; the tables alone can be had on any.
/// </summary>
public sealed partial class DataPlane : IDisposable
{
    private const string ProgramPin = "program";

    private readonly PinDirectory _directory;
    private readonly Dictionary<string, FileDescriptor> _fds;
    private readonly Dictionary<(string Name, Type View), BpfMap> _maps = [];
    private readonly Dictionary<uint, XdpLink> _links = [];
    private readonly List<string> _notices = [];
    private readonly XdpProgram _program;

    private DataPlane(PinDirectory directory, XdpProgram program, Dictionary<string, FileDescriptor> fds, bool adopted)
    {
        _directory = directory;
        _program = program;
        _fds = fds;
        Adopted = adopted;
    }

    /// <summary>True when the tables of an earlier lvsd were taken over; their connections are live.</summary>
    public bool Adopted { get; }

    /// <summary>Where everything is pinned.</summary>
    public string PinPath => _directory.Path;

    /// <summary>What the operator should know of the start: sizes that differ from what was asked, interfaces that are gone.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Entries of <c>connections</c>, the unused slot 0 among them.</summary>
    public int Capacity { get; private set; }

    /// <summary>Entries of <c>servers</c>, the unused 0 among them.</summary>
    public int MaxServers { get; private set; }

    /// <summary>How many CPUs counters are kept for.</summary>
    public int Cpus { get; private set; }

    /// <summary>Where the program is attached.</summary>
    public IReadOnlyCollection<XdpAttachment> Attachments => [.. _links.Values.Select(static link => link.Attachment)];

    /// <summary>Makes the data plane, or takes over the pinned one with its program replaced by this version's.</summary>
    /// <exception cref="DataPlaneException">It could not be; what was pinned before is as it was.</exception>
    public static DataPlane Open(DataPlaneOptions options)
    {
        Privileges.Require();
        MemoryLock.Raise();
        var sizes = TableSizes.For(options);
        var directory = PinDirectory.Open(options.PinDirectory);
        try
        {
            return PinnedTables.Exist(directory) ? Adopt(directory, options, sizes) : Create(directory, options, sizes);
        }
        catch (Exception error)
        {
            if (!directory.Names().Any())
                directory.RemoveDirectory();
            directory.Dispose();
            if (error is LinuxException { Errno: Errno.EPERM } refused)
                throw Privileges.Explain(refused);
            throw;
        }
    }

    /// <summary>A shared array, mapped; the same object at every call with the same structure.</summary>
    /// <param name="name">Its name in lvs_abi.h.</param>
    /// <typeparam name="T">The structure, of the value's size.</typeparam>
    public MappedArray<T> Array<T>(string name)
        where T : unmanaged => Map(name, static fd => new MappedArray<T>(fd));

    /// <summary>A shared hash.</summary>
    public BpfHash<TKey, TValue> Hash<TKey, TValue>(string name)
        where TKey : unmanaged, IEquatable<TKey>
        where TValue : unmanaged => Map(name, static fd => new BpfHash<TKey, TValue>(fd));

    /// <summary>A shared trie.</summary>
    public LpmTrie<TKey, TValue> Trie<TKey, TValue>(string name)
        where TKey : unmanaged, IEquatable<TKey>
        where TValue : unmanaged => Map(name, static fd => new LpmTrie<TKey, TValue>(fd));

    /// <summary>The sockets that first packets are redirected to.</summary>
    public XskMap Xsks => Map(MapNames.Xsks, static fd => new XskMap(fd));

    /// <summary>The events of the XDP program.</summary>
    public EventRing<T> Events<T>()
        where T : unmanaged => Map(MapNames.Events, static fd => new EventRing<T>(fd));

    /// <summary>Puts the program on an interface and pins the link; an interface that has it already stays as it is.</summary>
    /// <exception cref="DataPlaneException">Not there, busy, no XDP, no privileges.</exception>
    public XdpAttachment Attach(string interfaceName)
    {
        uint index = NetworkInterfaces.Index(interfaceName);
        if (_links.TryGetValue(index, out XdpLink? existing))
            return existing.Attachment;
        XdpLink link = XdpAttacher.Attach(_program, interfaceName);
        try
        {
            link.Pin(_directory);
        }
        catch
        {
            link.Dispose();
            throw;
        }

        _links.Add(index, link);
        return link.Attachment;
    }

    /// <summary>Takes the program off an interface; false when it was not there. An interface that is gone is forgotten.</summary>
    public bool Detach(uint interfaceIndex)
    {
        if (!_links.Remove(interfaceIndex, out XdpLink? link))
            return false;
        link.Detach(_directory);
        link.Dispose();
        return true;
    }

    /// <summary>Lets go of everything; what is pinned stays and works on.</summary>
    public void Dispose()
    {
        foreach (BpfMap map in _maps.Values)
            map.Dispose();
        foreach (FileDescriptor fd in _fds.Values)
            fd.Dispose();
        foreach (XdpLink link in _links.Values)
            link.Dispose();
        _program.Dispose();
        _directory.Dispose();
    }

    private static DataPlane Create(PinDirectory directory, DataPlaneOptions options, TableSizes sizes)
    {
        PinnedTables.RemoveAll(directory); // what a creation that did not end left behind
        XdpProgram program = XdpProgram.Load(options, opened =>
        {
            foreach (string map in opened.Maps.Where(map => sizes.EntriesOf(map) != 0))
                opened.SetMaxEntries(map, sizes.EntriesOf(map));
        });
        Dictionary<string, FileDescriptor> fds = [];
        try
        {
            foreach (string name in MapNames.All.Where(program.HasMap))
                fds.Add(name, FileDescriptor.Take(Libc.Dup(program.MapFd(name)), "dup"));
            var made = new DataPlane(directory, program, fds, false);
            made.Describe(sizes);
            foreach (string name in fds.Keys)
                directory.Pin(name, fds[name].Value);
            directory.Replace(ProgramPin, program.Fd);
            return made;
        }
        catch
        {
            PinnedTables.RemoveAll(directory);
            program.Dispose();
            throw;
        }
    }

    private static DataPlane Adopt(PinDirectory directory, DataPlaneOptions options, TableSizes asked)
    {
        Dictionary<string, FileDescriptor> fds = PinnedTables.Open(directory);
        DataPlane? adopted = null;
        try
        {
            XdpProgram program = XdpProgram.Load(options, opened => PinnedTables.Reuse(directory, opened, fds));
            adopted = new DataPlane(directory, program, fds, true);
            adopted.ReadSizes(asked);
            adopted.TakeLinks();
            directory.Replace(ProgramPin, program.Fd);
            return adopted;
        }
        catch
        {
            adopted?.Dispose();
            foreach (FileDescriptor fd in fds.Values)
                fd.Dispose();
            throw;
        }
    }

    private void Describe(TableSizes sizes)
    {
        ref SettingsSlot settings = ref Array<SettingsSlot>(MapNames.Settings)[0];
        settings.HashSeed = RandomSeed();
        settings.Capacity = sizes.Capacity;
        settings.IndexMask = sizes.Buckets - 1;
        settings.MaxServers = sizes.Servers;
        settings.Cpus = sizes.Cpus;
        Volatile.Write(ref settings.AbiVersion, Abi.Version);
        (Capacity, MaxServers, Cpus) = ((int)sizes.Capacity, (int)sizes.Servers, (int)sizes.Cpus);
    }

    // From the kernel itself: the runtime's generator brings in the whole of OpenSSL, 4 MB and 7 ms at every start, for eight bytes.
    private static unsafe ulong RandomSeed()
    {
        ulong seed;
        return Libc.GetRandom(&seed, sizeof(ulong), 0) == sizeof(ulong) ? seed : throw new LinuxException("getrandom", Errno.Last);
    }

    private TMap Map<TMap>(string name, Func<FileDescriptor, TMap> make)
        where TMap : BpfMap
    {
        // Who reads counters does so on a thread of their own.
        lock (_maps)
        {
            if (_maps.TryGetValue((name, typeof(TMap)), out BpfMap? known))
                return (TMap)known;
            if (!_fds.TryGetValue(name, out FileDescriptor? fd))
                throw new KeyNotFoundException($"the XDP program has no map '{name}'");
            TMap map = make(FileDescriptor.Take(Libc.Dup(fd.Value), "dup"));
            _maps.Add((name, typeof(TMap)), map);
            return map;
        }
    }
}
