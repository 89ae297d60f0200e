using System.Runtime.CompilerServices;

namespace Lvs.Service.Conversion;

/// <summary>The place of a value in a body, put together only when something is wrong with it: <c>$"{path}.port"</c> for each of
/// six values of a hundred thousand real servers is a fifth of the time it takes to read them.</summary>
[InterpolatedStringHandler]
internal ref struct LatePath
{
    private string _head;
    private string _tail;

    /// <summary>For the compiler.</summary>
    public LatePath(int literalLength, int formattedCount)
    {
        _ = literalLength + formattedCount;
        _head = "";
        _tail = "";
    }

    /// <summary>A place that is known as it stands.</summary>
    public static implicit operator LatePath(string path) => new(path.Length, 0) { _head = path };

    /// <summary>For the compiler.</summary>
    public void AppendLiteral(string text) => Append(text);

    /// <summary>For the compiler.</summary>
    public void AppendFormatted(string text) => Append(text);

    /// <summary>The place as a JSON path.</summary>
    public override readonly string ToString() => _head + _tail;

    private void Append(string text)
    {
        if (_head.Length == 0)
            _head = text;
        else
            _tail = _tail.Length == 0 ? text : _tail + text;
    }
}
