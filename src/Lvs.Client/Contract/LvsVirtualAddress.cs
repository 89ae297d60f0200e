namespace Lvs.Client;

/// <summary>An address of the director that clients ask for, put on an interface by lvsd (<c>ip addr add</c>).</summary>
public sealed record LvsVirtualAddress
{
    /// <summary>The address, without brackets.</summary>
    public string? Address { get; set; }

    /// <summary>0 to 32 or 128; null is the whole address.</summary>
    public int? PrefixLength { get; set; }

    /// <summary>The interface it is put on.</summary>
    public string? Interface { get; set; }
}
