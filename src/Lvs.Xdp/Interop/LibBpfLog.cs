using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Lvs.Xdp.Interop;

/// <summary>
/// Catches what libbpf would print to standard error (the verifier's log among it), so that it can stand in an exception's
/// message. libbpf prints on the thread that calls it, so the text is kept by thread.
/// </summary>
internal static unsafe partial class LibBpfLog
{
    private const int LIBBPF_DEBUG = 2;

    // A verifier's log can have megabytes; the end of it says what was wrong.
    private const int Kept = 8192;

    [ThreadStatic]
    private static StringBuilder? _text;

    private static int _installed;

    /// <summary>Begins with an empty text on this thread; installs the callback the first time.</summary>
    internal static void Begin()
    {
        _text = new StringBuilder();
        if (Interlocked.Exchange(ref _installed, 1) == 0)
            LibBpf.SetPrint(&Print);
    }

    /// <summary>What was said on this thread since <see cref="Begin"/>, the last 8 KiB of it.</summary>
    internal static string End()
    {
        string text = _text?.ToString().TrimEnd() ?? string.Empty;
        _text = null;
        return text.Length > Kept ? "…" + text[^Kept..] : text;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Print(int level, byte* format, nint arguments)
    {
        if (level >= LIBBPF_DEBUG || _text is not { } text)
            return 0;
        byte[] buffer = new byte[65536];
        fixed (byte* pointer = buffer)
        {
            int length = Vsnprintf(pointer, (nuint)buffer.Length, format, arguments);
            text.Append(Encoding.UTF8.GetString(buffer, 0, Math.Clamp(length, 0, buffer.Length - 1)));
        }

        return 0;
    }

    // int vsnprintf(char *str, size_t size, const char *format, va_list ap);
    // A va_list reaches a function as a pointer on x64 (it is an array) and on arm64 (it is larger than 16 bytes) alike.
    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    private static partial int Vsnprintf(byte* str, nuint size, byte* format, nint ap);
}
