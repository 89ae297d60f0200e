namespace Lvs.Engine.Scheduling;

/// <summary>Marsaglia's xorshift64*: quick, without allocation, good enough to spread load, no secret.</summary>
public sealed class XorShiftRandom : IRandom
{
    private ulong _state;

    /// <summary>Seeds from the runtime's own source.</summary>
    public XorShiftRandom()
        : this((ulong)Random.Shared.NextInt64())
    {
    }

    /// <summary>Seeds with a given number: the same seed gives the same sequence.</summary>
    public XorShiftRandom(ulong seed) => _state = seed == 0 ? 0x9E3779B97F4A7C15 : seed;

    /// <inheritdoc/>
    public uint NextUInt32()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (uint)((_state * 0x2545F4914F6CDD1D) >> 32);
    }
}
