using System.Text;

namespace Lvs.Ipvsadm;

/// <summary>The name by which the program was called: usage messages repeat it, and it says which of the three programs is
/// meant.</summary>
internal static class InvokedName
{
    /// <summary>argv[0] as the shell gave it; .NET's own notion of it is the resolved path.</summary>
    public static string Read()
    {
        byte[] line = File.ReadAllBytes("/proc/self/cmdline");
        int end = Array.IndexOf(line, (byte)0);
        return Encoding.UTF8.GetString(line, 0, end < 0 ? line.Length : end);
    }
}
