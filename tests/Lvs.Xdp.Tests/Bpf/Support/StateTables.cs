namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>IPVS's TCP states and what leads from one to the other, in the words of ipvs-semantics.md; SCTP's only as far as
/// the tests go. What matters here is that the program goes by the table it is given.</summary>
internal static class StateTables
{
    internal const int Established = 1;
    internal const int SynReceived = 3;
    internal const int FinWait = 4;
    internal const int TimeWait = 5;
    internal const int Close = 6;
    internal const int CloseWait = 7;
    internal const ulong OneSided = 0x100;

    internal static readonly string[] Names =
        ["NONE", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "SYNACK"];

    private static readonly int[] Seconds = [2, 900, 120, 60, 120, 120, 10, 60, 30, 120, 120];

    // Rows: SYN, FIN, ACK, RST; columns: the states in order, as hexadecimal digits.
    private static readonly string[] Input = ["31133333333", "67255567895", "11214567691", "66636666893"];
    private static readonly string[] Output = ["21232222293", "54254565895", "11214567811", "66266566666"];
    private static readonly string[] InputOnly = ["31133333333", "64254567895", "11214567691", "66636666896"];

    internal static uint Ticks(double seconds) => (uint)Math.Round(seconds * 1e9 / (1 << 24));

    internal static uint Timeout(int state) => Ticks(Seconds[state]);

    internal static void Write(Row profile)
    {
        Span<byte> next = profile.Place("tcp_next");
        string[][] sides = [Input, Output, InputOnly];
        for (int side = 0; side < sides.Length; side++)
        {
            for (int number = 0; number < 4; number++)
            {
                for (int state = 0; state < Names.Length; state++)
                    next[(side * 64) + (number * 16) + state] = Convert.ToByte(sides[side][number][state].ToString(), 16);
            }
        }

        Span<byte> timeouts = profile.Place("tcp_timeout");
        for (int state = 0; state < Names.Length; state++)
            BitConverter.TryWriteBytes(timeouts[(4 * state)..], Timeout(state));
        profile["tcp_active"] = (1u << 1) | (1u << 2) | (1u << 3) | (1u << 10);
        profile["udp_timeout"] = Ticks(300);
    }
}
