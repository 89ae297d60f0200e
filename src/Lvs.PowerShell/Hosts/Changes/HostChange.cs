using System.Text.Json.Serialization;

namespace LvsPS.Hosts.Changes;

/// <summary>One thing that Enable-LvsRealServerHost changes on a host, with what is needed to undo exactly that.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(AddressChange), "address")]
[JsonDerivedType(typeof(SysctlChange), "sysctl")]
[JsonDerivedType(typeof(LinkUpChange), "up")]
[JsonDerivedType(typeof(ModuleChange), "module")]
[JsonDerivedType(typeof(DecapsulatorChange), "decapsulator")]
internal abstract record HostChange
{
    /// <summary>What is changed, for people.</summary>
    public abstract string Target { get; }

    /// <summary>How it is changed, for people.</summary>
    public abstract string Action { get; }

    /// <summary>The change as one line.</summary>
    public sealed override string ToString() => $"{Target}: {Action}";

    /// <summary>True when the host is as wanted already, so that there is nothing to do, nor anything to undo later.</summary>
    public abstract bool IsDone(HostNetwork network);

    /// <summary>The same change, knowing what it will replace.</summary>
    public virtual HostChange Remember(HostNetwork network) => this;

    /// <summary>Does it.</summary>
    public abstract void Apply(HostNetwork network);

    /// <summary>Undoes it.</summary>
    /// <returns>Null, or why it was left as it is: somebody else has changed it since.</returns>
    public abstract string? Revert(HostNetwork network);
}
