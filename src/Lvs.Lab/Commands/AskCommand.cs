using System.Globalization;
using System.Net;
using Lvs.Lab.Clients;

namespace Lvs.Lab.Commands;

/// <summary><c>ask ADDRESS:PORT [--count N] [--size BYTES] [--datagrams N] [--source ADDRESS]</c>: curl's little brother for UDP.</summary>
internal static class AskCommand
{
    /// <summary>Asks and prints a line an answer; 1 when one was missing.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (arguments.Count == 0 || !IPEndPoint.TryParse(arguments[0], out IPEndPoint? target) || target.Port == 0)
            throw new LabException("ask needs whom: 192.0.2.1:53 or [2001:db8::1]:53.");
        int count = 1;
        int size = 200;
        int datagrams = 1;
        IPAddress? source = null;
        for (int i = 1; i < arguments.Count; i += 2)
        {
            string value = i + 1 < arguments.Count ? arguments[i + 1] : throw new LabException($"'{arguments[i]}' needs a value.");
            switch (arguments[i])
            {
                case "--count" when int.TryParse(value, CultureInfo.InvariantCulture, out count) && count > 0: break;
                case "--size" when int.TryParse(value, CultureInfo.InvariantCulture, out size) && size is > 0 and <= 60000: break;
                case "--datagrams" when int.TryParse(value, CultureInfo.InvariantCulture, out datagrams) && datagrams > 0: break;
                case "--source" when IPAddress.TryParse(value, out source): break;
                default:
                    throw new LabException(
                        $"ask does not take '{arguments[i]} {value}'; it takes --count N, --size BYTES (1 to 60000), "
                        + "--datagrams N and --source ADDRESS.");
            }
        }

        UdpAsker asker = new(target) { Size = size, Datagrams = datagrams, Source = source };
        int missing = 0;
        for (int i = 0; i < count; i++)
        {
            try
            {
                Console.WriteLine(await asker.AskAsync(cancellation));
            }
            catch (LabException e)
            {
                missing++;
                Console.Error.WriteLine(e.Message);
            }
        }

        return missing == 0 ? 0 : 1;
    }
}
