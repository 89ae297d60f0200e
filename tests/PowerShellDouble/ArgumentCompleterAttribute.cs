namespace System.Management.Automation;

/// <summary>Who completes an argument.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentCompleterAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
