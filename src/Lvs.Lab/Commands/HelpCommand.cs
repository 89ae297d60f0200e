namespace Lvs.Lab.Commands;

/// <summary><c>--help</c>.</summary>
internal static class HelpCommand
{
    /// <summary>Prints; always 0.</summary>
    public static int Run()
    {
        Console.WriteLine("""
            A whole Linux Virtual Server on one machine: client, router, director and real servers in network
            namespaces, with a real lvsd, real web servers and curl. Needs root; leaves nothing behind.

            Lvs.Lab [run] [SCENARIO…]     run scenarios (all of them; nat, dr, tun: all of a mode), exit 1 if a promise is broken
            Lvs.Lab list                  the scenarios, and the labs that stand
            Lvs.Lab up SCENARIO           leave a lab standing to play in (--as LAB: by another name than its mode's)
            Lvs.Lab down [LAB…]           take labs down
            Lvs.Lab serve --name NAME --http PORT --udp PORT     be a real server
            Lvs.Lab ask ADDRESS:PORT [--count N] [--datagrams N] [--size BYTES] [--source ADDRESS]   be a UDP client

            From the repository: dotnet run --project src/Lvs.Lab -- up nat-weights
            """);
        return 0;
    }
}
