namespace LvsPS;

/// <summary>A switch of the director, by the name of its sysctl (net.ipv4.vs.*).</summary>
public sealed class Setting
{
    /// <summary>Its name: expire_nodest_conn.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its value: a number, or text where the sysctl has several numbers.</summary>
    public object Value { get; init; } = 0;

    /// <summary>Name and value as sysctl writes them.</summary>
    public override string ToString() => $"{Name} = {Value}";
}
