namespace System.Management.Automation;

/// <summary>Any object, with its properties by name.</summary>
public sealed class PSObject
{
    private readonly Dictionary<string, object?> _notes = new(StringComparer.OrdinalIgnoreCase);

    public PSObject() => BaseObject = new PSCustomObject();

    public PSObject(object obj) => BaseObject = obj;

    public object BaseObject { get; }

    public PSMemberInfoCollection<PSPropertyInfo> Properties => new(Find);

    public static PSObject AsPSObject(object obj) => obj as PSObject ?? new PSObject(obj);

    /// <summary>A bag of properties, as ConvertFrom-Csv and ConvertFrom-Json make them.</summary>
    public static PSObject Bag(params (string Name, object? Value)[] properties)
    {
        PSObject bag = new();
        foreach ((string name, object? value) in properties)
            bag._notes[name] = value;
        return bag;
    }

    public override string ToString() => BaseObject.ToString() ?? "";

    private PSPropertyInfo? Find(string name)
    {
        if (_notes.TryGetValue(name, out object? note))
            return new PSNoteProperty(name, note);
        Reflection.PropertyInfo? property = BaseObject.GetType().GetProperty(
            name, Reflection.BindingFlags.Public | Reflection.BindingFlags.Instance | Reflection.BindingFlags.IgnoreCase);
        return property is null ? null : new PSNoteProperty(property.Name, property.GetValue(BaseObject));
    }
}
