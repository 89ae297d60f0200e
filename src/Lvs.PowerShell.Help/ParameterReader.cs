using System.Globalization;
using System.Reflection;

namespace LvsPS.Help;

/// <summary>Reads the parameters of a cmdlet.</summary>
/// <param name="comments">Where they are described.</param>
internal sealed class ParameterReader(DocComments comments)
{
    // Every cmdlet takes it, so it comes behind those that are the cmdlet's own.
    private const string Last = "Director";

    /// <summary>All parameters: by position, then those that must be given, then the others.</summary>
    /// <param name="cmdlet">The cmdlet's type.</param>
    /// <param name="changes">True for a cmdlet with -WhatIf and -Confirm, which the engine adds.</param>
    public IReadOnlyList<ParameterHelp> Read(Type cmdlet, bool changes)
    {
        object? instance = Instance(cmdlet);
        IEnumerable<ParameterHelp> own = cmdlet.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => Attributes.Find(property, "ParameterAttribute") is not null)
            .Select(property => Read(property, instance))
            .OrderBy(static parameter => parameter.Places.Min(static place => place.Position ?? int.MaxValue))
            .ThenBy(static parameter => parameter.Name == Last)
            .ThenByDescending(static parameter => parameter.Places.Any(static place => place.Mandatory));
        return changes ? [.. own, .. EngineParameters()] : [.. own];
    }

    private ParameterHelp Read(PropertyInfo property, object? instance)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return new ParameterHelp
        {
            Name = property.Name,
            Type = TypeNames.Of(type),
            Description = DocText.Paragraphs(comments.Of(property)?.Element("summary")),
            Values = ValuesOf(property, type),
            Default = DefaultOf(property, instance),
            Aliases = Attributes.Texts(Attributes.Find(property, "AliasAttribute")),
            Wildcards = Attributes.Find(property, "SupportsWildcardsAttribute") is not null,
            Places = [.. Attributes.All(property, "ParameterAttribute").Select(PlaceOf)],
        };
    }

    private static ParameterPlace PlaceOf(CustomAttributeData attribute) => new(
        Attributes.Named(attribute, "ParameterSetName") as string ?? "",
        Attributes.Named(attribute, "Position") as int?,
        Attributes.Named(attribute, "Mandatory") is true,
        Attributes.Named(attribute, "ValueFromPipeline") is true,
        Attributes.Named(attribute, "ValueFromPipelineByPropertyName") is true);

    private static IReadOnlyList<string> ValuesOf(PropertyInfo property, Type type)
    {
        Type element = type.IsArray ? type.GetElementType()! : type;
        return element.IsEnum
            ? Enum.GetNames(element)
            : Attributes.Texts(Attributes.Find(property, "ValidateSetAttribute"));
    }

    private static object? Instance(Type cmdlet)
    {
        try
        {
            return Activator.CreateInstance(cmdlet);
        }
        catch (TargetInvocationException)
        {
            // The reference library's constructors need not work; then nothing is said of defaults.
            return null;
        }
    }

    private static string? DefaultOf(PropertyInfo property, object? instance)
    {
        if (TypeNames.Of(property.PropertyType) == "switch")
            return "False";
        bool mandatory = Attributes.All(property, "ParameterAttribute").All(
            static attribute => Attributes.Named(attribute, "Mandatory") is true);
        if (instance is null || mandatory || property.PropertyType.IsArray)
            return null;
        string? value = Convert.ToString(property.GetValue(instance), CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static IEnumerable<ParameterHelp> EngineParameters()
    {
        yield return new ParameterHelp
        {
            Name = "WhatIf",
            Type = "switch",
            Description = ["Says what would be done, and does nothing: the director is not touched."],
            Default = "False",
            Aliases = ["wi"],
            Places = [new ParameterPlace("", null, false, false, false)],
        };
        yield return new ParameterHelp
        {
            Name = "Confirm",
            Type = "switch",
            Description = ["Asks before anything is done."],
            Default = "False",
            Aliases = ["cf"],
            Places = [new ParameterPlace("", null, false, false, false)],
        };
    }
}
