using System.Buffers.Binary;
using System.Net;

namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>One element of a shared table, by the field names of lvs_abi.h. Numbers are in host order, whatever the field's.</summary>
internal readonly ref struct Row(Span<byte> bytes, BtfStruct layout)
{
    private readonly Span<byte> _bytes = bytes;

    internal ulong this[string field]
    {
        get
        {
            Span<byte> place = Place(field);
            return place.Length switch
            {
                1 => place[0],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(place),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(place),
                8 => BinaryPrimitives.ReadUInt64LittleEndian(place),
                _ => throw new ArgumentException($"{field} is no number"),
            };
        }

        set
        {
            Span<byte> place = Place(field);
            for (int i = 0; i < place.Length; i++)
                place[i] = (byte)(value >> (8 * i));
        }
    }

    internal Span<byte> Place(string field) => _bytes.Slice(layout[field].Offset, layout[field].Size);

    internal Row Address(string field, string address)
    {
        Place(field).Clear();
        IPAddress.Parse(address).GetAddressBytes().CopyTo(Place(field));
        return this;
    }

    internal Row Port(string field, int port)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Place(field), (ushort)port);
        return this;
    }

    internal Row Bytes(string field, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Place(field));
        return this;
    }

    internal Row Number(string field, ulong value)
    {
        this[field] = value;
        return this;
    }
}
