namespace System.Management.Automation;

/// <summary>Variables; the double knows ConfirmPreference.</summary>
public sealed class PSVariableIntrinsics
{
    private readonly Dictionary<string,
        object?> _values = new(StringComparer.OrdinalIgnoreCase) { ["ConfirmPreference"] = "High" };

    public object? GetValue(string name) => _values.GetValueOrDefault(name);

    public void Set(string name, object? value) => _values[name] = value;
}
