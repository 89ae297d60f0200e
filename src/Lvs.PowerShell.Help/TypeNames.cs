namespace LvsPS.Help;

/// <summary>Types as PowerShell writes them.</summary>
internal static class TypeNames
{
    /// <summary>The type's accelerator where it has one, else its name; <c>[]</c> behind arrays.</summary>
    public static string Of(Type type) => type.IsArray
        ? Of(type.GetElementType()!) + "[]"
        : type.FullName switch
        {
            "System.String" => "string",
            "System.Int32" => "int",
            "System.Int64" => "long",
            "System.UInt32" => "uint",
            "System.Double" => "double",
            "System.Boolean" => "bool",
            "System.Object" => "object",
            "System.Management.Automation.PSObject" => "psobject",
            "System.Management.Automation.SwitchParameter" => "switch",
            _ => type.Name,
        };
}
