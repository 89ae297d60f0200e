using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lvs.Client.Ipvsadm;

/// <summary>An answer: its head, and its body as it comes in, whole or in chunks.</summary>
internal sealed class PlainResponse
{
    private readonly Socket _socket;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _left; // of the body, or of the chunk
    private bool _chunked;
    private bool _ended;

    private PlainResponse(Socket socket, string path)
    {
        _socket = socket;
        _path = path;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>The version of the API that the director speaks; null when it does not say.</summary>
    public string? ApiVersion { get; private set; }

    /// <summary>Receives the head.</summary>
    public static PlainResponse Receive(Socket socket, string path)
    {
        PlainResponse response = new(socket, path);
        response.ReadHead();
        return response;
    }

    /// <summary>The next bytes of the body; 0 at its end.</summary>
    public int Read(Span<byte> destination)
    {
        if (_left == 0 && !_ended)
            NextChunk();
        if (_ended || _left == 0)
            return 0;
        if (_start == _end)
            Fill();
        int count = (int)Math.Min(Math.Min(_left, destination.Length), _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        _left -= count;
        return count;
    }

    /// <summary>All of the body.</summary>
    public byte[] ReadAll()
    {
        byte[] body = new byte[_chunked ? 64 * 1024 : (int)_left];
        int length = 0;
        while (true)
        {
            if (length == body.Length)
                Array.Resize(ref body, Math.Max(4096, 2 * body.Length));
            int count = Read(body.AsSpan(length));
            if (count == 0)
                return body.AsSpan(0, length).ToArray();
            length += count;
        }
    }

    private void ReadHead()
    {
        string[] first = ReadLine().Split(' ', 3);
        if (first.Length < 2 || !first[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            || !int.TryParse(first[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status))
            throw PlainHttp.Lost(_path, "no HTTP answer");
        Status = status;
        for (string line = ReadLine(); line.Length > 0; line = ReadLine())
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
                ReadHeader(line[..colon], line[(colon + 1)..].Trim());
        }

        _ended = !_chunked && _left == 0;
    }

    private void ReadHeader(string name, string value)
    {
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            _left = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            _chunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
        else if (name.Equals(LvsApi.VersionHeader, StringComparison.OrdinalIgnoreCase))
            ApiVersion = value;
    }

    // Behind the last byte of a body of known length, and behind each chunk, comes the end of its line.
    private void NextChunk()
    {
        if (!_chunked)
        {
            _ended = true;
            return;
        }

        string size = ReadLine();
        if (size.Length == 0)
            size = ReadLine();
        if (!long.TryParse(size.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left))
            throw PlainHttp.Lost(_path, $"'{size}' is no size of a chunk");
        if (_left > 0)
            return;
        _ended = true;
        while (ReadLine().Length > 0)
        {
            // Trailers mean nothing here.
        }
    }

    private string ReadLine()
    {
        int from = 0;
        while (true)
        {
            int newline = _buffer.AsSpan(_start + from, _end - _start - from).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                string line = Encoding.ASCII.GetString(_buffer, _start, from + newline).TrimEnd('\r');
                _start += from + newline + 1;
                return line;
            }

            from = _end - _start;
            if (from == _buffer.Length)
                throw PlainHttp.Lost(_path, "a line of the head is too long");
            Fill();
        }
    }

    private void Fill()
    {
        int kept = _end - _start;
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        int count = _socket.Receive(_buffer.AsSpan(kept), SocketFlags.None);
        if (count == 0)
            throw PlainHttp.Lost(_path, "the director closed it");
        _start = 0;
        _end = kept + count;
    }
}
