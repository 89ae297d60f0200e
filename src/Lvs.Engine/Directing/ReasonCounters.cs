namespace Lvs.Engine.Directing;

/// <summary>How often the director did something for a reason. One thread counts, any may read.</summary>
internal sealed class ReasonCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<DirectorReason>().Length];

    public long this[DirectorReason reason] => Volatile.Read(ref _counts[(int)reason]);

    public void Count(DirectorReason reason) => Volatile.Write(ref _counts[(int)reason], _counts[(int)reason] + 1);
}
