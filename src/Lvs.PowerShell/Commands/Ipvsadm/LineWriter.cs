using System.Text;

namespace LvsPS.Commands;

/// <summary>Hands on what is written, a line at a time.</summary>
/// <param name="take">Takes a line, without its end.</param>
internal sealed class LineWriter(Action<string> take) : TextWriter
{
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (value == '\n')
            TakeLine();
        else
            _line.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        for (int end = buffer.IndexOf('\n'); end >= 0; end = buffer.IndexOf('\n'))
        {
            _line.Append(buffer[..end]);
            TakeLine();
            buffer = buffer[(end + 1)..];
        }

        _line.Append(buffer);
    }

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The last line may have no end.
        if (disposing && _line.Length > 0)
            TakeLine();
        base.Dispose(disposing);
    }

    private void TakeLine()
    {
        string line = _line.ToString();
        _line.Clear();
        take(line);
    }
}
