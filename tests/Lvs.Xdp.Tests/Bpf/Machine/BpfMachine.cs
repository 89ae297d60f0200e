using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lvs.Xdp.Tests.Programs.Machine;

/// <summary>
/// Runs a BPF program step by step (RFC 9669; what clang makes with -mcpu=v3), on real memory and counting: no processor here tells how
/// many instructions a packet takes. That it does as the kernel does is shown by the frames and tables that come out the same.
/// </summary>
/// <param name="code">The program.</param>
/// <param name="helpers">Calls of helpers, which see the registers.</param>
internal sealed unsafe class BpfMachine(BpfCode code, BpfHelpers helpers)
{
    private const int StackSize = 512;
    private const int MostFrames = 8;
    private const int MostInstructions = 100_000;

    private readonly ulong[] _registers = new ulong[11];
    private readonly Stack<(int Return, ulong[] Saved)> _frames = new();
    private int _instructions;
    private int _at;

    /// <summary>Is called after every instruction: what another processor might see then.</summary>
    internal Action? Watch { get; init; }

    internal Effort Effort => new(_instructions, helpers.LookUps, helpers.Others);

    /// <summary>Runs it to its end.</summary>
    /// <param name="context">What register 1 holds at first.</param>
    /// <returns>Register 0.</returns>
    internal ulong Run(ulong context)
    {
        byte* stack = (byte*)NativeMemory.AlignedAlloc(StackSize * MostFrames, 8);
        try
        {
            _registers[1] = context;
            _registers[10] = (ulong)stack + StackSize;
            while (Step())
            {
                Watch?.Invoke();
                Assert.True(++_instructions < MostInstructions, "the program does not end");
            }

            _instructions++;
            return _registers[0];
        }
        finally
        {
            NativeMemory.AlignedFree(stack);
        }
    }

    private bool Step()
    {
        BpfInstruction instruction = code.Instructions[_at++];
        switch (instruction.Class)
        {
            case 0:
                LoadImmediate(instruction);
                return true;
            case 1:
                _registers[instruction.Destination] = helpers.Context.Holds(_registers[instruction.Source])
                    ? helpers.Context.Read(_registers[instruction.Source], instruction.Offset)
                    : Load((byte*)_registers[instruction.Source] + instruction.Offset, instruction.Size);
                return true;
            case 2:
                Store(Target(instruction), instruction.Size, (ulong)instruction.Immediate);
                return true;
            case 3:
                StoreRegister(instruction);
                return true;
            case 4 or 7:
                Compute(instruction, wide: instruction.Class == 7);
                return true;
            default:
                return Jump(instruction, wide: instruction.Class == 5);
        }
    }

    private byte* Target(BpfInstruction instruction) => (byte*)_registers[instruction.Destination] + instruction.Offset;

    private void LoadImmediate(BpfInstruction instruction)
    {
        Assert.Equal(BpfCode.LoadImmediate, instruction.Code);
        BpfInstruction upper = code.Instructions[_at++];
        _registers[instruction.Destination] = instruction.Source == BpfCode.Pseudo
            ? (ulong)instruction.Immediate // a map's number
            : (uint)instruction.Immediate | (ulong)(uint)upper.Immediate << 32;
    }

    private static ulong Load(byte* from, int size) => size switch
    {
        1 => *from,
        2 => *(ushort*)from,
        4 => *(uint*)from,
        _ => *(ulong*)from,
    };

    private static void Store(byte* to, int size, ulong value)
    {
        switch (size)
        {
            case 1:
                *to = (byte)value;
                break;
            case 2:
                *(ushort*)to = (ushort)value;
                break;
            case 4:
                *(uint*)to = (uint)value;
                break;
            default:
                *(ulong*)to = value;
                break;
        }
    }

    private void StoreRegister(BpfInstruction instruction)
    {
        byte* to = Target(instruction);
        ulong value = _registers[instruction.Source];
        if (instruction.Code >> 5 == 3)
        {
            Store(to, instruction.Size, value);
            return;
        }

        // Atomic operations; nobody else is here.
        ulong before = Load(to, instruction.Size);
        switch (instruction.Immediate)
        {
            case 0x00 or 0x01:
                Store(to, instruction.Size, before + value);
                break;
            case 0xf1:
                ulong expected = instruction.Size == 4 ? (uint)_registers[0] : _registers[0];
                if (before == expected)
                    Store(to, instruction.Size, value);
                _registers[0] = before;
                return;
            default:
                throw new NotSupportedException($"atomic operation 0x{instruction.Immediate:x}");
        }

        if (instruction.Immediate == 0x01)
            _registers[instruction.Source] = before;
    }

    private void Compute(BpfInstruction instruction, bool wide)
    {
        ref ulong destination = ref _registers[instruction.Destination];
        if (instruction.Operation == 13)
        {
            Assert.True(instruction.IsRegister, "only swaps to network order are known");
            destination = instruction.Immediate switch
            {
                16 => BinaryPrimitives.ReverseEndianness((ushort)destination),
                32 => BinaryPrimitives.ReverseEndianness((uint)destination),
                _ => BinaryPrimitives.ReverseEndianness(destination),
            };
            return;
        }

        ulong operand = instruction.IsRegister ? _registers[instruction.Source] : (ulong)instruction.Immediate;
        int shift = (int)operand & (wide ? 63 : 31);
        if (!wide)
            (destination, operand) = ((uint)destination, (uint)operand);
        ulong result = instruction.Operation switch
        {
            0 => destination + operand,
            1 => destination - operand,
            2 => destination * operand,
            3 => operand == 0 ? 0 : destination / operand,
            4 => destination | operand,
            5 => destination & operand,
            6 => destination << shift,
            7 => destination >> shift,
            8 => 0 - destination,
            9 => operand == 0 ? destination : destination % operand,
            10 => destination ^ operand,
            11 => operand,
            12 => wide ? (ulong)((long)destination >> shift) : (ulong)((int)destination >> shift),
            _ => throw new NotSupportedException($"arithmetic 0x{instruction.Code:x2}"),
        };
        destination = wide ? result : (uint)result;
    }

    private bool Jump(BpfInstruction instruction, bool wide)
    {
        switch (instruction.Operation)
        {
            case 8 when instruction.Source == BpfCode.Pseudo:
                Enter(_at + instruction.Immediate);
                return true;
            case 8:
                _registers[0] = helpers.Call(instruction.Immediate, _registers);
                return true;
            case 9:
                return Leave();
        }

        ulong left = _registers[instruction.Destination];
        ulong right = instruction.IsRegister ? _registers[instruction.Source] : (ulong)instruction.Immediate;
        if (IsTaken(instruction.Operation, left, right, wide))
            _at += instruction.Offset;
        return true;
    }

    private static bool IsTaken(int operation, ulong left, ulong right, bool wide)
    {
        (long signedLeft, long signedRight) = wide ? ((long)left, (long)right) : ((int)left, (int)right);
        if (!wide)
            (left, right) = ((uint)left, (uint)right);
        return operation switch
        {
            0 => true,
            1 => left == right,
            2 => left > right,
            3 => left >= right,
            4 => (left & right) != 0,
            5 => left != right,
            6 => signedLeft > signedRight,
            7 => signedLeft >= signedRight,
            10 => left < right,
            11 => left <= right,
            12 => signedLeft < signedRight,
            13 => signedLeft <= signedRight,
            _ => throw new NotSupportedException($"jump {operation}"),
        };
    }

    // Registers 6 to 9 and the frame pointer are the callee's to keep.
    private void Enter(int target)
    {
        Assert.True(_frames.Count < MostFrames - 1, "calls too deep");
        _frames.Push((_at, _registers[6..11]));
        _registers[10] += StackSize;
        _at = target;
    }

    private bool Leave()
    {
        if (!_frames.TryPop(out (int Return, ulong[] Saved) frame))
            return false;
        frame.Saved.CopyTo(_registers, 6);
        _at = frame.Return;
        return true;
    }
}
