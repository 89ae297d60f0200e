using System.Runtime.CompilerServices;

namespace Lvs.Lab.Tests.Support;

/// <summary>Waits for what comes of its own accord.</summary>
internal static class Eventually
{
    public static async Task AsyncTrue(
        Func<Task<bool>> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (!await condition())
        {
            Assert.True(Environment.TickCount64 < deadline, $"not within {limit.TotalSeconds} s: {text}");
            await Task.Delay(20);
        }
    }
}
