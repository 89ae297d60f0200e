using System.Reflection;
using System.Xml.Linq;

namespace LvsPS.Help;

/// <summary>The doc comments of an assembly, by the ids that the compiler gives its members.</summary>
internal sealed class DocComments
{
    private readonly Dictionary<string, XElement> _members;

    /// <summary>Takes the content of the compiler's XML file.</summary>
    public DocComments(XDocument file) => _members = file.Descendants("member")
        .Where(static member => member.Attribute("name") is not null)
        .ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The comment of a type; null without one.</summary>
    public XElement? Of(Type type) => _members.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>The comment of a property; one that says <c>inheritdoc</c> has that of the property it overrides.</summary>
    public XElement? Of(PropertyInfo property)
    {
        for (Type? type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (_members.TryGetValue($"P:{type.FullName}.{property.Name}", out XElement? comment)
                && comment.Element("inheritdoc") is null)
                return comment;
        }

        return null;
    }
}
