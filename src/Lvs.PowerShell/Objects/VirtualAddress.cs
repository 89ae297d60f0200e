namespace LvsPS;

/// <summary>A virtual address that lvsd put on an interface of the director.</summary>
public sealed class VirtualAddress
{
    /// <summary>The address.</summary>
    public string Address { get; init; } = "";

    /// <summary>0 to 32 or 128.</summary>
    public int? PrefixLength { get; init; }

    /// <summary>The interface.</summary>
    public string? Interface { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => Address;

    internal static VirtualAddress From(LvsVirtualAddress address) => new()
    {
        Address = address.Address ?? "",
        PrefixLength = address.PrefixLength,
        Interface = address.Interface,
    };
}
