namespace System.Management.Automation;

/// <summary>A property of a bag, or one read from an object.</summary>
public sealed class PSNoteProperty(string name, object? value) : PSPropertyInfo
{
    public string Name { get; } = name;

    public override object? Value { get; set; } = value;
}
