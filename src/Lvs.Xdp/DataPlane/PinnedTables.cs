using System.Globalization;
using Lvs.Xdp.Interop;
using Lvs.Xdp.Layout;
using Lvs.Xdp.Maps;

namespace Lvs.Xdp;

/// <summary>What lvsd pins, read back: whether it is there, complete, and of this version's layout.</summary>
internal static class PinnedTables
{
    /// <summary>True when a data plane was made here: settings is pinned last, and carries the version.</summary>
    internal static bool Exist(PinDirectory directory) => File.Exists(directory[MapNames.Settings]);

    /// <summary>Opens all pinned tables.</summary>
    /// <exception cref="DataPlaneException">They are of another layout.</exception>
    internal static Dictionary<string, FileDescriptor> Open(PinDirectory directory)
    {
        Dictionary<string, FileDescriptor> fds = [];
        try
        {
            foreach (string name in MapNames.All)
            {
                if (directory.Get(name) is { } fd)
                    fds.Add(name, fd);
            }

            RequireVersion(directory, fds[MapNames.Settings]);
            return fds;
        }
        catch
        {
            foreach (FileDescriptor fd in fds.Values)
                fd.Dispose();
            throw;
        }
    }

    /// <summary>Puts the pinned tables in the place of the program's own.</summary>
    /// <exception cref="DataPlaneException">One is missing, or is not what the program takes it for.</exception>
    internal static void Reuse(PinDirectory directory, BpfObject program, Dictionary<string, FileDescriptor> fds)
    {
        string missing = string.Join(", ", MapNames.All.Where(name => program.HasMap(name) && !fds.ContainsKey(name)));
        if (missing.Length != 0)
            throw Broken(directory.Path, $"there is no {missing}");
        foreach ((string map, FileDescriptor fd) in fds.Where(pair => program.HasMap(pair.Key)))
        {
            (uint type, uint keySize, uint valueSize, _) = program.MapDefinition(map);
            MapDefinition pinned = MapDefinition.Of(fd.Value);
            if ((pinned.Type, pinned.KeySize, pinned.ValueSize) != (type, keySize, valueSize))
            {
                throw Broken(
                    directory.Path,
                    $"'{map}' is of type {pinned.Type} with values of {pinned.ValueSize} bytes, not {type} with {valueSize}");
            }

            program.Reuse(map, fd.Value);
        }
    }

    /// <summary>Fails when the directory holds what lvsd does not pin.</summary>
    internal static void RefuseForeign(PinDirectory directory)
    {
        string foreign = string.Join(", ", directory.Names().Where(static name => !IsOurs(name)));
        if (foreign.Length == 0)
            return;
        throw new DataPlaneException(
            DataPlaneError.ForeignPins,
            directory.Path,
            $"'{directory.Path}' holds what lvsd did not pin: {foreign}.",
            "Give the directory that lvsd was started with, or move these pins away.");
    }

    /// <summary>Removes all that lvsd pins: the links first, so that no program runs on tables that go.</summary>
    internal static void RemoveAll(PinDirectory directory)
    {
        var names = directory.Names().Where(IsOurs).ToList();
        foreach (string link in names.Where(XdpLink.IsPin))
        {
            using FileDescriptor? fd = directory.Get(link);
            if (fd != null)
                XdpLink.Detach(fd);
            directory.Remove(link);
        }

        // Settings before the rest: without it nobody takes what is left for a complete set.
        foreach (string name in names
            .Where(static name => !XdpLink.IsPin(name))
            .OrderByDescending(static name => name == MapNames.Settings))
            directory.Remove(name);
    }

    internal static DataPlaneException Broken(string path, string how) => new(
        DataPlaneError.BrokenTables,
        path,
        $"The pinned tables in '{path}' are damaged: {how}.",
        "Take them down with 'lvsd --detach' (connections are lost) and start again.");

    private static bool IsOurs(string name) =>
        XdpLink.IsPin(name) || name.StartsWith("program", StringComparison.Ordinal) || MapNames.All.Contains(name);

    private static unsafe void RequireVersion(PinDirectory directory, FileDescriptor settings)
    {
        // Only the first field is sure to be where it is in another version, so the value is read whole and untyped.
        MapDefinition definition = MapDefinition.Of(settings.Value);
        byte* value = stackalloc byte[Math.Max((int)definition.ValueSize, sizeof(uint)) + 8];
        uint key = 0;
        if (Bpf.MapLookup(settings.Value, &key, value) < 0)
            throw new LinuxException("bpf(BPF_MAP_LOOKUP_ELEM, settings)", Errno.Last);
        uint version = *(uint*)value;
        if (version == Abi.Version)
            return;
        throw new DataPlaneException(
            DataPlaneError.AbiVersion,
            version.ToString(CultureInfo.InvariantCulture),
            $"The tables in '{directory.Path}' have layout version {version}; this lvsd has version {Abi.Version}.",
            "Take them down with 'lvsd --detach' (connections are lost) and start again, or start the lvsd that made them.");
    }
}
