using System.Runtime.InteropServices;

namespace Lvs.Xdp.Layout;

/// <summary>struct lvs_service_value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ServiceEntry(uint ServiceId, uint Flags);
