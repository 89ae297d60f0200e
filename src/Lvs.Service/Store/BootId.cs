namespace Lvs.Service.Store;

/// <summary>What tells one boot of the machine from the next (random(4), /proc/sys/kernel/random/boot_id).</summary>
internal static class BootId
{
    private const string Source = "/proc/sys/kernel/random/boot_id";

    /// <summary>The present boot's id.</summary>
    public static string Read() => File.ReadAllText(Source).Trim();
}
