using System.Runtime.InteropServices;

namespace Lvs.Xdp.Tests.Programs.Machine;

/// <summary>One eight-byte slot of a BPF program (RFC 9669, section 3).</summary>
[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct BpfInstruction
{
    private readonly byte _code;
    private readonly byte _registers;
    private readonly short _offset;
    private readonly int _immediate;

    internal BpfInstruction(byte code, int destination, int source, short offset, int immediate)
    {
        _code = code;
        _registers = (byte)(destination | source << 4);
        _offset = offset;
        _immediate = immediate;
    }

    internal byte Code => _code;

    /// <summary>Load, store, arithmetic or jump: the low three bits.</summary>
    internal int Class => _code & 7;

    /// <summary>True when the second operand is a register.</summary>
    internal bool IsRegister => (_code & 8) != 0;

    /// <summary>The operation of arithmetic and jumps.</summary>
    internal int Operation => _code >> 4;

    /// <summary>Bytes that a load or store moves.</summary>
    internal int Size => (_code >> 3 & 3) switch { 0 => 4, 1 => 2, 2 => 1, _ => 8 };

    internal int Destination => _registers & 15;

    internal int Source => _registers >> 4;

    internal short Offset => _offset;

    internal int Immediate => _immediate;
}
