namespace System.Management.Automation;

/// <summary>The properties of an object by name, in any case.</summary>
public class PSMemberInfoCollection<T>(Func<string, T?> find)
    where T : PSMemberInfo
{
    public T? this[string name] => find(name);
}
