using Lvs.Xdp.Interop;

namespace Lvs.Xdp.Tests;

public sealed unsafe class CommandQueueTests
{
    private const int MostLooks = 900;

    /// <summary>The queue is emptied while a command comes in: it was run, or the descriptor tells of it. A store that is overtaken by the
    /// loads behind it shows a few times a second here.</summary>
    [Fact]
    public void A_command_that_comes_in_while_the_queue_is_found_empty_is_told_of()
    {
        var queue = new CommandQueue();
        int rounds = 0;
        int added = 0;
        bool ended = false;
        var other = new Thread(() =>
        {
            for (int round = 1; ; round++)
            {
                while (Volatile.Read(ref rounds) < round)
                {
                    if (Volatile.Read(ref ended))
                        return;
                }

                for (int left = round * 7919 % MostLooks; left > 0; left--) // some of a microsecond, finer than Thread.SpinWait
                    Volatile.Read(ref ended);
                _ = queue.InvokeAsync(static () => true, CancellationToken.None);
                Volatile.Write(ref added, round);
            }
        });
        other.Start();
        int lost = 0;
        for (long end = Environment.TickCount64 + 2000; Environment.TickCount64 < end;)
        {
            queue.Wake(); // as one whose command the last round took already
            Volatile.Write(ref rounds, rounds + 1);
            queue.Run();
            while (Volatile.Read(ref added) < rounds)
            {
            }

            if (queue.Executed == rounds)
                continue;
            lost += IsReadable(queue.Fd) ? 0 : 1;
            queue.Run();
        }

        Volatile.Write(ref ended, true);
        other.Join();
        Assert.Equal((0, rounds), (lost, queue.Executed));
    }

    private static bool IsReadable(int descriptor)
    {
        var entry = new Libc.PollFd { Fd = descriptor, Events = Libc.POLLIN };
        var none = default(Libc.Timespec);
        return Libc.Ppoll(&entry, 1, &none, null) == 1;
    }
}
