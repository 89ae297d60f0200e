using System.Text.Json;
using Lvs.Lab.Network;
using Lvs.Lab.Processes;
using Lvs.Xdp.Namespaces;

namespace Lvs.Lab.Testbeds;

/// <summary>
/// A lab's own directory, <c>/tmp/lvslab-ID</c>: logs, lvsd's state and socket, a bpffs of its own for the pins, and the record of what
/// belongs to it. Everything a lab leaves in the system is found from here or by the prefix of its namespaces.
/// </summary>
internal sealed class TestbedDirectory
{
    private const string Prefix = "lvslab-";
    private TestbedRecord _record;

    private TestbedDirectory(TestbedRecord record) => _record = record;

    /// <summary>The lab's id.</summary>
    public string Id => _record.Id;

    /// <summary>What is written down.</summary>
    public TestbedRecord Record => _record;

    /// <summary>What the lab's network namespaces begin with.</summary>
    public string NamespacePrefix => $"{Prefix}{Id}-";

    /// <summary>The directory itself.</summary>
    public string Root => PathOf(Id);

    /// <summary>lvsd's socket.</summary>
    public string Socket => Path.Combine(Root, "lvsd.sock");

    /// <summary>lvsd's state.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary>A bpffs mounted for this lab alone: what is pinned elsewhere stays out of it, and unmounting leaves nothing.</summary>
    public string BpfFileSystem => Path.Combine(Root, "bpf");

    /// <summary>Where lvsd pins.</summary>
    public string Pins => Path.Combine(BpfFileSystem, "lvs");

    /// <summary>A log.</summary>
    public string Log(string name) => Path.Combine(Root, name + ".log");

    /// <summary>Makes the directory and mounts the bpffs.</summary>
    /// <exception cref="LabException">A lab of this id exists, or the bpffs cannot be mounted.</exception>
    public static async Task<TestbedDirectory> CreateAsync(TestbedRecord record, CancellationToken cancellation)
    {
        TestbedDirectory directory = new(record);
        if (Directory.Exists(directory.Root))
        {
            throw new LabException(
                $"There is a lab '{record.Id}' already ({directory.Root}); take it down first: Lvs.Lab down {record.Id}.");
        }

        Directory.CreateDirectory(directory.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        directory.Save();
        Directory.CreateDirectory(directory.BpfFileSystem);
        (await Command.RunAsync(["mount", "-t", "bpf", "bpf", directory.BpfFileSystem], cancellation: cancellation)).EnsureSuccess();
        return directory;
    }

    /// <summary>All labs there are, whoever made them.</summary>
    public static IReadOnlyList<TestbedDirectory> All()
    {
        List<TestbedDirectory> found = [];
        foreach (string path in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Order(StringComparer.Ordinal))
        {
            string file = Path.Combine(path, "lab.json");
            if (File.Exists(file) && JsonSerializer.Deserialize(File.ReadAllText(file), TestbedJson.Default.TestbedRecord) is { } record)
                found.Add(new TestbedDirectory(record));
        }

        return found;
    }

    /// <summary>Removes what labs left behind whose process is gone: killed ones, those of a machine that ran out of memory.</summary>
    /// <returns>The ids of what was removed.</returns>
    public static async Task<IReadOnlyList<string>> SweepAsync()
    {
        List<string> swept = [];
        foreach (TestbedDirectory directory in All().Where(lab => lab.Record.Owner is { IsAlive: false }))
        {
            await directory.RemoveAsync();
            swept.Add(directory.Id);
        }

        return swept;
    }

    /// <summary>Writes a process down that belongs to the lab.</summary>
    public void Add(BackgroundProcess process)
    {
        if (ProcessRecord.Of(process.Id) is not { } record)
            return;
        _record = _record with { Processes = [.. _record.Processes, record] };
        Save();
    }

    /// <summary>The pins that are there, relative to the bpffs; not what the kernel puts into every new one (its iterators
    /// maps.debug and progs.debug), nor the directories that iproute2 makes when it loads a program.</summary>
    public IReadOnlyList<string> PinnedFiles() => Directory.Exists(BpfFileSystem)
        ? [.. Directory.EnumerateFileSystemEntries(BpfFileSystem, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(BpfFileSystem, path))
            .Where(static path => path is not ("maps.debug" or "progs.debug" or "ip" or "tc" or "xdp" or "ip/globals" or "tc/globals"
                or "xdp/globals"))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Ends the lab's processes and removes its namespaces, mount and directory. Can be called again, and on half a lab.</summary>
    public async Task RemoveAsync()
    {
        foreach (ProcessRecord process in _record.Processes)
            process.Kill();
        NetworkBuilder.Remove(NamespacePrefix);
        for (int attempt = 0; IsMounted() && attempt < 50; attempt++)
        {
            // A process that was killed a moment ago may still hold a map open there.
            if ((await Command.RunAsync(["umount", BpfFileSystem])).ExitCode != 0)
                await Task.Delay(20);
        }

        if (IsMounted())
            throw new LabException($"'{BpfFileSystem}' is in use and cannot be unmounted; see who uses it (fuser -m {BpfFileSystem}).");
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    /// <summary>What is still there after <see cref="RemoveAsync"/> and should not be.</summary>
    public IReadOnlyList<string> Leftovers() =>
    [
        .. NetworkNamespace.Names().Where(name => name.StartsWith(NamespacePrefix, StringComparison.Ordinal))
            .Select(name => $"the namespace {name}"),
        .. _record.Processes.Where(process => process.IsAlive).Select(process => $"the process {process.Id}"),
        .. IsMounted() ? [$"the mount {BpfFileSystem}"] : Array.Empty<string>(),
        .. Directory.Exists(Root) ? [$"the directory {Root}"] : Array.Empty<string>(),
    ];

    private static string PathOf(string id) => Path.Combine(Path.GetTempPath(), Prefix + id);

    private bool IsMounted() => File.ReadLines("/proc/self/mounts").Any(line => line.Split(' ')[1] == BpfFileSystem);

    private void Save() =>
        File.WriteAllText(Path.Combine(Root, "lab.json"), JsonSerializer.Serialize(_record, TestbedJson.Default.TestbedRecord));
}
