namespace Lvs.Engine.Scheduling;

/// <summary>The step of weights.</summary>
internal static class Divisor
{
    /// <summary>The greatest common divisor; 0 counts as no number at all.</summary>
    public static int Common(int a, int b)
    {
        // Weights are mostly alike.
        if (a == b)
            return a;
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
