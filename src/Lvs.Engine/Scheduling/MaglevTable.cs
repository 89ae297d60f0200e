using System.Numerics;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Scheduling;

/// <summary>Populates a Maglev table (ip_vs_mh_populate): the servers take turns, each taking the next free entry of its own
/// permutation as many times in a row as its weight says.</summary>
internal static class MaglevTable
{
    /// <summary>Hashes of addresses and ports: where a server's permutation begins, and by how much it steps.</summary>
    public const ulong OffsetKey = 2654435761;

    /// <summary>See <see cref="OffsetKey"/>.</summary>
    public const ulong SkipKey = 2654446892;

    // IP_VS_MH_TAB_BITS: turns are scaled down to this many bits.
    private const int TurnBits = 6;

    /// <summary>Fills a table whose size is prime.</summary>
    /// <param name="table">All of it is written.</param>
    /// <param name="servers">In list order, no more than there are entries.</param>
    /// <param name="asV6">The family of the service.</param>
    public static void Fill(RealServer?[] table, ReadOnlySpan<RealServer> servers, bool asV6)
    {
        Array.Clear(table);
        int divisor = 0;
        int highest = 0;
        foreach (RealServer server in servers)
        {
            divisor = Divisor.Common(divisor, server.LastWeight);
            highest = Math.Max(highest, server.LastWeight);
        }

        // No server has ever had a weight: the table stays empty.
        if (divisor == 0)
            return;
        int shift = Math.Max(0, 32 - BitOperations.LeadingZeroCount((uint)(highest / divisor)) - TurnBits);
        Permutation[] permutations = new Permutation[servers.Length];
        for (int i = 0; i < servers.Length; i++)
            permutations[i] = new Permutation(servers[i], asV6, table.Length, divisor, shift);
        for (int filled = 0; ;)
        {
            for (int i = 0; i < permutations.Length; i++)
            {
                for (int turn = 0; turn < permutations[i].Turns; turn++)
                {
                    table[permutations[i].TakeFree(table)] = servers[i];
                    if (++filled == table.Length)
                        return;
                }
            }
        }
    }

    private struct Permutation
    {
        private readonly uint _skip;
        private uint _position;

        public Permutation(RealServer server, bool asV6, int size, int divisor, int shift)
        {
            uint value = unchecked(AddressHash.Fold(server.Key.Address, asV6) + server.Key.Port);
            _position = AddressHash.HalfSip(value, OffsetKey) % (uint)size;
            _skip = (AddressHash.HalfSip(value, SkipKey) % (uint)(size - 1)) + 1;
            int turns = (server.LastWeight / divisor) >> shift;
            Turns = turns == 0 && server.LastWeight != 0 ? 1 : turns;
        }

        public int Turns { get; }

        public uint TakeFree(RealServer?[] table)
        {
            while (table[_position] is not null)
            {
                _position += _skip;
                if (_position >= table.Length)
                    _position -= (uint)table.Length;
            }

            return _position;
        }
    }
}
