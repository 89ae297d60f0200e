namespace Lvs.Tests;

/// <summary>
/// Where a packet for a test begins: <c>Frame.Ethernet().IPv4("10.1.0.2", "10.3.0.1").Tcp(40001, 80, "S").Payload(5).Build()</c>.
/// Lengths and checksums are computed unless they are given; it uses none of the code under test.
/// </summary>
public static class Frame
{
    /// <summary>From the recordings' client to the director's client side.</summary>
    public const string ClientMac = "02:00:00:00:01:02";

    /// <summary>The director's client side in the recordings.</summary>
    public const string DirectorMac = "02:00:00:00:01:01";

    public static FrameBuilder Ethernet(string source = ClientMac, string destination = DirectorMac) =>
        new(ParseMac(source), ParseMac(destination));

    private static byte[] ParseMac(string text) => Convert.FromHexString(text.Replace(":", string.Empty, StringComparison.Ordinal));
}
