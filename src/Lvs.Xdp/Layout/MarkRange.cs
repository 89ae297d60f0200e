using System.Runtime.InteropServices;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_mark_range: ports in host order, inclusive; protocol 0 is TCP, UDP and SCTP.</summary>
[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly record struct MarkRange(ushort Low, ushort High, byte Protocol);
