using System.Collections.ObjectModel;
using System.Reflection;

namespace LvsPS.Help;

/// <summary>Reads attributes by their names: those of PowerShell are no reference of this program, and making instances of them
/// would run its code.</summary>
internal static class Attributes
{
    /// <summary>All attributes of a name that stand on the member itself.</summary>
    public static IEnumerable<CustomAttributeData> All(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.Name == name);

    /// <summary>The first of them; null for none.</summary>
    public static CustomAttributeData? Find(MemberInfo member, string name) => All(member, name).FirstOrDefault();

    /// <summary>A named argument's value; null when it is not given.</summary>
    public static object? Named(CustomAttributeData attribute, string name) => attribute.NamedArguments
        .Where(argument => argument.MemberName == name).Select(static argument => argument.TypedValue.Value).FirstOrDefault();

    /// <summary>The arguments of the constructor as texts, arrays laid out flat; none for no attribute.</summary>
    public static IReadOnlyList<string> Texts(CustomAttributeData? attribute) => attribute is null
        ? []
        : [.. Flatten(attribute.ConstructorArguments).Select(static argument => argument.Value).OfType<string>()];

    /// <summary>The arguments, those of <c>params</c> arrays one by one.</summary>
    public static IEnumerable<CustomAttributeTypedArgument> Flatten(IEnumerable<CustomAttributeTypedArgument> arguments) =>
        arguments.SelectMany(static argument => argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> inner
            ? inner
            : (IEnumerable<CustomAttributeTypedArgument>)[argument]);
}
