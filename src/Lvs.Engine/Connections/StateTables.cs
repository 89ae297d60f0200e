using Lvs.Engine.Tables;

namespace Lvs.Engine.Connections;

/// <summary>
/// IPVS's state machines as data, written into a profile for the director and the XDP program alike: TCP's
/// (ip_vs_proto_tcp.c), secure_tcp's variant, and SCTP's (ip_vs_proto_sctp.c). One letter a state, one row an event.
/// </summary>
internal static unsafe class StateTables
{
    // N none, E established, S syn-sent, R syn-received, F fin-wait, T time-wait, C close, W close-wait, L last-ack,
    // l listen, A synack: in the order of their numbers, which is the order of the columns, too.
    private const string TcpLetters = "NESRFTCWLlA";

    // Rows: SYN, FIN, ACK, RST.
    private static readonly string[] _tcpInput = ["REERRRRRRRR", "CWSTTTCWLlT", "EESEFTCWClE", "CCCRCCCCLlR"];
    private static readonly string[] _tcpOutput = ["SESRSSSSSlR", "TFSTFTCTLlT", "EESEFTCWLEE", "CCSCCTCCCCC"];
    private static readonly string[] _tcpInputOnly = ["REERRRRRRRR", "CFSTFTCWLlT", "EESEFTCWClE", "CCCRCCCCLlC"];
    private static readonly string[] _secureInput = ["REERRRRRRRA", "CWSTTTCWLlA", "EESRFTCWClA", "CCCRCCCCLlC"];
    private static readonly string[] _secureOutput = ["SESASSSSSlA", "TFSTFTCTLlT", "EESEFTCWLEE", "CCSCCTCCCCC"];
    private static readonly string[] _secureInputOnly = ["AEERAAAAAAA", "CFSTFTCWLlT", "EESEFTCWClE", "CCCRCCCCLlC"];

    // n none, 1 init1, i init, s cookie-sent, r cookie-replied, w cookie-wait, o cookie, e cookie-echoed, E established,
    // S shutdown-sent, R shutdown-received, A shutdown-ack-sent, J rejected, C closed.
    private const string SctpLetters = "n1isrwoeESRAJC";

    // Rows: DATA, INIT, INIT_ACK, COOKIE_ECHO, COOKIE_ACK, SHUTDOWN, SHUTDOWN_ACK, SHUTDOWN_COMPLETE, ERROR, ABORT.
    private static readonly string[] _sctpInput =
    [
        "E1isrwoeESRAJC", "1iisrwoeESRAii", "wwwsrooeESRAJC", "riirrwoeESRAJC", "E1isrwoEESRAJC",
        "R1isrwoeRSRAJC", "CiisrwoeECRCJC", "CCCsrwoeESRCJC", "C1isrwoCESRAJC", "CCCCCJCCCCCCCC",
    ];

    private static readonly string[] _sctpOutput =
    [
        "E1isrwoeESRAJC", "wwwwwwwwEwwwww", "ssssrwoeESRAJC", "eeeeeeeeESRAJC", "EEEEEEEEESRAJC",
        "SSSSSSSSSSRAJC", "AAAAAwoeEAAAJC", "C1isrwoeESRAJC", "CCCCCwoeESRAJC", "CJCCCCCCCCCCCC",
    ];

    private static readonly string[] _sctpInputOnly =
    [
        "E1isrEoeESRAJC", "1iiiiioeESRAii", "eeeeeeoeESRAJC", "EEEEEEoeESRAJC", "E1iEEwEEESRAJC",
        "R1isrwoeRSRAJC", "CiisrwoeCCRCJC", "CCCCCwoeESCCJC", "C1isrwoeESRAJC", "CCCCCJCCCCCCCC",
    ];

    private static readonly uint[] _tcpSeconds = [2, 900, 120, 60, 120, 120, 10, 60, 30, 120, 120];
    private static readonly uint[] _sctpSeconds = [2, 4, 61, 61, 61, 61, 61, 61, 900, 61, 61, 61, 4, 61];

    /// <summary>TCP's established, syn-sent, syn-received and synack count as active connections.</summary>
    private const uint TcpActive = (1 << (int)TcpState.Established) | (1 << (int)TcpState.SynSent)
        | (1 << (int)TcpState.SynReceived) | (1 << (int)TcpState.SynAck);

    private const uint SctpActive = 1 << (int)SctpState.Established;

    /// <summary>Fills a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="timeouts">TCP established, TCP fin-wait and UDP, in seconds.</param>
    /// <param name="secure">True for secure_tcp's table.</param>
    public static void Write(ProfileSlot* profile, Rules.ServiceTimeouts timeouts, bool secure)
    {
        string[][] tcp = secure
            ? [_secureInput, _secureOutput, _secureInputOnly]
            : [_tcpInput, _tcpOutput, _tcpInputOnly];
        string[][] sctp = [_sctpInput, _sctpOutput, _sctpInputOnly];
        for (Side side = Side.Input; side <= Side.InputOnly; side++)
        {
            for (int line = 0; line < tcp[(int)side].Length; line++)
                WriteRow(profile->TcpNext + ProfileSlot.TcpRow(side, line), tcp[(int)side][line], TcpLetters);
            for (int line = 0; line < sctp[(int)side].Length; line++)
                WriteRow(profile->SctpNext + ProfileSlot.SctpRow(side, line), sctp[(int)side][line], SctpLetters);
        }

        // Each written once: packets go by these meanwhile.
        for (int state = 0; state < _tcpSeconds.Length; state++)
        {
            profile->TcpTimeout[state] = Ticks.FromSeconds((TcpState)state switch
            {
                TcpState.Established => timeouts.Tcp,
                TcpState.FinWait => timeouts.TcpFin,
                _ => _tcpSeconds[state],
            });
        }

        for (int state = 0; state < _sctpSeconds.Length; state++)
            profile->SctpTimeout[state] = Ticks.FromSeconds(_sctpSeconds[state]);
        profile->UdpTimeout = Ticks.FromSeconds(timeouts.Udp);
        profile->TcpActive = TcpActive;
        profile->SctpActive = SctpActive;
    }

    private static void WriteRow(byte* row, string states, string letters)
    {
        for (int state = 0; state < states.Length; state++)
            row[state] = (byte)letters.IndexOf(states[state], StringComparison.Ordinal);
    }
}
