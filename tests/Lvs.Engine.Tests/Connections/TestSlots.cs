using Lvs.Engine.Addressing;
using Lvs.Engine.Rules;
using Lvs.Engine.Tables;

namespace Lvs.Engine.Tests.Connections;

/// <summary>Fills slots of the connection table by hand.</summary>
internal static class TestSlots
{
    /// <summary>From 10.1.0.1 and a port to 10.3.0.1:80, served by 10.2.0.11:8080.</summary>
    public static void Fill(
        ref ConnectionSlot entry, ushort clientPort, ForwardingMethod method = ForwardingMethod.Masquerade, string service = "10.3.0.1")
    {
        entry = default;
        InetAddress client = InetAddress.Parse("10.1.0.1");
        InetAddress virtualAddress = InetAddress.Parse(service);
        InetAddress server = InetAddress.Parse("10.2.0.11");
        (entry.Client0, entry.Client1) = (client.RawFirst, client.RawSecond);
        (entry.Virtual0, entry.Virtual1) = (virtualAddress.RawFirst, virtualAddress.RawSecond);
        (entry.Server0, entry.Server1) = (server.RawFirst, server.RawSecond);
        entry.FamilyByte = entry.ServerFamilyByte = (byte)client.Family;
        (entry.ClientPort, entry.VirtualPort, entry.ServerPort) = (clientPort, 80, 8080);
        entry.ProtocolNumber = (byte)Protocol.Tcp;
        entry.MethodByte = (byte)method;
    }
}
