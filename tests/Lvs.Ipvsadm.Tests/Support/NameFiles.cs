namespace Lvs.Ipvsadm.Tests.Support;

/// <summary>An /etc with the names that the recording machine knew and the tests need, and nothing else: no DNS is asked.</summary>
internal static class NameFiles
{
    private const string Hosts = """
        127.0.0.1 localhost
        ::1 localhost ip6-localhost ip6-loopback

        """;

    private const string Services = """
        tcpmux 1/tcp
        domain 53/tcp
        domain 53/udp
        http 80/tcp www
        https 443/tcp
        https 443/udp
        snpp 444/tcp
        microsoft-ds 445/tcp
        http-alt 8080/tcp webcache
        http-alt 8080/udp

        """;

    private const string Switch = """
        passwd: files
        group: files
        hosts: files
        networks: files
        protocols: files
        services: files

        """;

    /// <summary>Makes the directory.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="hosts">Further lines for hosts.</param>
    public static void Write(string directory, string hosts)
    {
        Directory.CreateDirectory(Path.Combine(directory, "sysconfig"));
        File.WriteAllText(Path.Combine(directory, "hosts"), Hosts + hosts);
        File.WriteAllText(Path.Combine(directory, "services"), Services);
        File.WriteAllText(Path.Combine(directory, "nsswitch.conf"), Switch);
    }
}
