using System.Globalization;

namespace Lvs.Service.Interop;

/// <summary>
/// Looks groups up in /etc/group. A local file on purpose: getgrnam would load NSS modules into the process that forwards the
/// packets, and lvsd must start before any directory service can be reached.
/// </summary>
internal static class GroupFile
{
    public const string DefaultPath = "/etc/group";

    /// <summary>The number of a group, null when there is no such group.</summary>
    public static uint? Find(string name, string path = DefaultPath)
    {
        if (!File.Exists(path))
            return null;
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(':');
            if (fields.Length >= 3 && fields[0] == name
                && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint id))
                return id;
        }

        return null;
    }
}
