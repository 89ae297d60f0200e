using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Lvs.Ipvsadm.Tests.Support;
using Lvs.Tests;

namespace Lvs.Ipvsadm.Tests;

/// <summary>The listing of connections, with packets of a client that really came.</summary>
[Collection(DirectorCollection.Name)]
public sealed class ConnectionListTests(Director director)
{
    [RootFact]
    public async Task A_connection_and_its_template_are_listed_in_the_kernel_s_columns()
    {
        await director.ResetAsync();
        director.Ipvsadm(["-A", "-u", "10.1.0.1:53", "-s", "rr", "-p", "60"]).Good();
        director.Ipvsadm(["-a", "-u", "10.1.0.1:53", "-r", "10.1.0.2:1053", "-m"]).Good();
        int port = director.Outside.Run(() =>
        {
            using UdpClient client = new(AddressFamily.InterNetwork);
            client.Send(new byte[20], 20, new IPEndPoint(IPAddress.Parse("10.1.0.1"), 53));
            return ((IPEndPoint)client.Client.LocalEndPoint!).Port;
        });

        string[] lines = await LinesAsync(4);
        Assert.Equal(
            [
                "IPVS connection entries",
                "pro expire state       source             virtual            destination",
                "UDP MM:SS  NONE        10.1.0.2:0         10.1.0.1:53        10.1.0.2:1053",
                $"UDP MM:SS  UDP         {$"10.1.0.2:{port}",-18} 10.1.0.1:53        10.1.0.2:1053",
            ],
            lines.Select(Timeless).Order(StringComparer.Ordinal).OrderBy(line => line.StartsWith("UDP", StringComparison.Ordinal)));
        Assert.Contains(lines, line => Regex.IsMatch(line, "^UDP 0[45]:[0-5][0-9]  UDP "));
    }

    private async Task<string[]> LinesAsync(int count)
    {
        string[] lines = [];
        for (int i = 0; i < 50; i++)
        {
            lines = director.Ipvsadm(["-Lnc"]).Good().TrimEnd('\n').Split('\n');
            if (lines.Length >= count)
                break;
            await Task.Delay(100);
        }

        return lines;
    }

    private static string Timeless(string line) => Regex.Replace(line, @"\b\d\d:\d\d\b(?= )", "MM:SS");
}
