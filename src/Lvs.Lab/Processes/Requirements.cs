namespace Lvs.Lab.Processes;

/// <summary>What the lab needs of the machine: root, and a few programs, which it installs where apt can.</summary>
internal static class Requirements
{
    private static readonly (string Program, string Package)[] Programs =
        [("ip", "iproute2"), ("curl", "curl"), ("nsenter", "util-linux"), ("setsid", "util-linux"), ("mount", "mount")];

    private static readonly string[] LibraryDirectories =
        ["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu",
         "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];

    /// <summary>Makes sure of everything.</summary>
    /// <exception cref="LabException">Not root, or something is missing and cannot be installed.</exception>
    public static async Task EnsureAsync(CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            throw new LabException("The lab makes network namespaces and loads XDP programs: run it as root (sudo).");
        string[] missing = Missing();
        if (missing.Length == 0)
            return;
        if (Find("apt-get") is null)
            throw new LabException($"Missing: {string.Join(", ", missing)}. Install these packages and run the lab again.");
        Console.WriteLine($"Installing {string.Join(", ", missing)} with apt-get.");
        await Command.RunAsync(["apt-get", "-qq", "update"], cancellation: cancellation);
        CommandResult result = await Command.RunAsync(
            ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "install", "--yes", .. missing], cancellation: cancellation);
        result.EnsureSuccess();
    }

    private static string[] Missing() =>
    [
        .. Programs.Where(entry => Find(entry.Program) is null).Select(entry => entry.Package)
            .Concat(LibraryDirectories.Any(directory => File.Exists(directory + "/libbpf.so.1")) ? [] : ["libbpf1"])
            .Distinct(),
    ];

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(["/usr/sbin", "/sbin"]).Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}
