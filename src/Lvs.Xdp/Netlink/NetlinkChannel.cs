using System.Runtime.InteropServices;

namespace Lvs.Xdp.Netlink;

/// <summary>Asks the kernel and reads its answers, one request at a time. Not for two threads.</summary>
internal sealed class NetlinkChannel(int protocol) : IDisposable
{
    private const int RequestBuffer = 1024;
    private const int DumpAttempts = 10;
    private readonly NetlinkSocket _socket = new(protocol);
    private readonly byte[] _request = new byte[RequestBuffer];
    private uint _sequence;

    /// <summary>Turns a message into a value, or says that the message is about something else.</summary>
    internal delegate bool Decoder<T>(NetlinkMessage message, out T value);

    /// <summary>Begins the next request.</summary>
    internal NetlinkWriter Begin(ushort type, ushort flags, int fixedLength) =>
        new(_request, type, (ushort)(flags | NetlinkConstants.NLM_F_REQUEST), ++_sequence, fixedLength);

    /// <summary>Sends a request with NLM_F_ACK and waits for the verdict.</summary>
    /// <returns>0, or the error number. Allocates nothing.</returns>
    internal int TryExecute(in NetlinkWriter request) => Exchange(request, out _, out _);

    /// <summary>Sends a request with NLM_F_ACK and waits for the verdict.</summary>
    /// <param name="request">The request.</param>
    /// <param name="nothingToDo">The error number that says it was so already.</param>
    /// <param name="what">The request in words with its values, for the error.</param>
    /// <returns>False for <paramref name="nothingToDo"/>.</returns>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    internal bool TryExecuteUnless(in NetlinkWriter request, int nothingToDo, string what)
    {
        int errno = Exchange(request, out _, out NetlinkMessage verdict);
        return errno == 0 || (errno == nothingToDo ? false : throw NetlinkException.Of(what, errno, Reason(verdict)));
    }

    /// <summary>Sends a request that is answered with one message. Allocates nothing.</summary>
    /// <returns>0, or the error number.</returns>
    internal int TryGet(in NetlinkWriter request, out NetlinkMessage answer) => Exchange(request, out answer, out _);

    /// <summary>Sends a dump request and decodes everything; a dump that the kernel could not give in one piece is repeated.</summary>
    /// <exception cref="NetlinkException">The kernel refused, or a dump was interrupted ten times over.</exception>
    internal List<T> Dump<T>(in NetlinkWriter request, string what, Decoder<T> decode)
    {
        List<T> values = [];
        int errno = 0;
        for (int attempt = 0; attempt < DumpAttempts; attempt++)
        {
            values.Clear();
            errno = TryDump(request, values, decode, out string? reason);
            if (errno == 0)
                return values;
            if (errno is not NetlinkException.EINTR)
                throw NetlinkException.Of(what, errno, reason);
        }

        throw NetlinkException.Of($"{what} in {DumpAttempts} attempts", errno, "it kept changing while it was read");
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    /// <summary>The kernel's words in an NLMSG_ERROR (NLMSGERR_ATTR_MSG), where it has any.</summary>
    internal static string? Reason(NetlinkMessage error)
    {
        // struct nlmsgerr: s32 error, the header of the request; the request's payload too unless the answer is capped.
        if ((error.Flags & NetlinkConstants.NLM_F_ACK_TLVS) == 0 || error.Payload.Length < 4 + NetlinkConstants.HeaderLength)
            return null;
        long offset = 4 + ((error.Flags & NetlinkConstants.NLM_F_CAPPED) != 0
            ? NetlinkConstants.HeaderLength
            : (MemoryMarshal.Read<uint>(error.Payload[4..]) + 3L) & ~3L);
        if (offset > error.Payload.Length)
            return null;
        AttributeReader attributes = new(error.Payload[(int)offset..]);
        while (attributes.TryRead(out ushort type, out ReadOnlySpan<byte> value))
        {
            if (type == NetlinkConstants.NLMSGERR_ATTR_MSG)
                return AttributeValues.Text(value);
        }

        return null;
    }

    // The error of an NLMSG_ERROR or NLMSG_DONE as a positive number.
    private static int ErrorOf(NetlinkMessage message) =>
        message.Payload.Length >= 4 ? -MemoryMarshal.Read<int>(message.Payload) : 0;

    private int Exchange(in NetlinkWriter request, out NetlinkMessage answer, out NetlinkMessage verdict)
    {
        answer = default;
        verdict = default;
        int errno = _socket.Send(request.Finish());
        while (errno == 0)
        {
            errno = _socket.Receive(wait: true, out ReadOnlySpan<byte> datagram);
            NetlinkReader reader = new(datagram);
            while (reader.TryRead(out NetlinkMessage message))
            {
                // Anything else is the late answer to a request that was given up.
                if (message.Sequence != _sequence)
                    continue;
                if (message.Type != NetlinkConstants.NLMSG_ERROR)
                {
                    answer = message;
                    return 0;
                }

                verdict = message;
                return ErrorOf(message);
            }
        }

        return errno;
    }

    private int TryDump<T>(in NetlinkWriter request, List<T> values, Decoder<T> decode, out string? reason)
    {
        reason = null;
        bool interrupted = false;
        Span<byte> message = request.Finish();
        uint sequence = ++_sequence;
        MemoryMarshal.Write(message[8..], in sequence);
        int errno = _socket.Send(message);
        while (errno == 0)
        {
            errno = _socket.Receive(wait: true, out ReadOnlySpan<byte> datagram);
            if (errno == NetlinkException.ENOBUFS)
            {
                // A part was lost, but the dump goes on: until its end the kernel would answer the next one with EBUSY.
                interrupted = true;
                errno = 0;
            }

            NetlinkReader reader = new(datagram);
            while (reader.TryRead(out NetlinkMessage part))
            {
                if (part.Sequence != sequence)
                    continue;
                interrupted |= (part.Flags & NetlinkConstants.NLM_F_DUMP_INTR) != 0;
                if (part.Type is NetlinkConstants.NLMSG_DONE or NetlinkConstants.NLMSG_ERROR)
                {
                    reason = part.Type == NetlinkConstants.NLMSG_ERROR ? Reason(part) : null;
                    return ErrorOf(part) is not 0 and int failure ? failure : interrupted ? NetlinkException.EINTR : 0;
                }

                if (decode(part, out T value))
                    values.Add(value);
            }
        }

        return errno;
    }
}
