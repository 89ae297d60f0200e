namespace System.Management.Automation;

/// <summary>What a cmdlet gives.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class OutputTypeAttribute(params Type[] type) : Attribute
{
    public IReadOnlyList<Type> Type { get; } = type;
}
