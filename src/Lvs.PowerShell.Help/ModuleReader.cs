using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;

namespace LvsPS.Help;

/// <summary>
/// Reads the cmdlets of a binary module. The assembly is loaded beside the reference library of PowerShell, which is enough for its
/// metadata; no code of a cmdlet runs but its constructor, which tells the defaults of its parameters.
/// </summary>
internal sealed class ModuleReader
{
    private readonly Assembly _assembly;
    private readonly ParameterReader _parameters;
    private readonly DocComments _comments;

    private ModuleReader(Assembly assembly, DocComments comments)
    {
        _assembly = assembly;
        _comments = comments;
        _parameters = new ParameterReader(comments);
    }

    /// <summary>Loads the assembly and the XML file beside it.</summary>
    /// <param name="assembly">The module's assembly; what it needs stands in the same directory.</param>
    /// <param name="automation">A System.Management.Automation.dll.</param>
    /// <exception cref="IOException">A file is not there.</exception>
    public static ModuleReader Load(string assembly, string automation)
    {
        string path = Path.GetFullPath(assembly);
        string directory = Path.GetDirectoryName(path)!;
        DocComments comments = new(XDocument.Load(Path.ChangeExtension(path, ".xml"), LoadOptions.PreserveWhitespace));
        AssemblyLoadContext context = new("module");
        context.Resolving += (self, name) => name.Name == "System.Management.Automation"
            ? self.LoadFromAssemblyPath(Path.GetFullPath(automation))
            : File.Exists(Path.Combine(directory, name.Name + ".dll"))
                ? self.LoadFromAssemblyPath(Path.Combine(directory, name.Name + ".dll"))
                : null;
        return new ModuleReader(context.LoadFromAssemblyPath(path), comments);
    }

    /// <summary>All cmdlets, by name.</summary>
    public IReadOnlyList<CmdletHelp> ReadCmdlets() =>
    [
        .. _assembly.GetExportedTypes()
            .Where(static type => !type.IsAbstract && Attributes.Find(type, "CmdletAttribute") is not null)
            .Select(Read)
            .OrderBy(static cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    private CmdletHelp Read(Type type)
    {
        CustomAttributeData attribute = Attributes.Find(type, "CmdletAttribute")!;
        XElement? comment = _comments.Of(type);
        IReadOnlyList<string> summary = DocText.Paragraphs(comment?.Element("summary"));
        IReadOnlyList<ParameterHelp> parameters =
            _parameters.Read(type, Attributes.Named(attribute, "SupportsShouldProcess") is true);
        return new CmdletHelp
        {
            Verb = (string)attribute.ConstructorArguments[0].Value!,
            Noun = (string)attribute.ConstructorArguments[1].Value!,
            Synopsis = summary.Count == 0 ? "" : DocText.FirstSentence(summary[0]),
            Description = [.. summary, .. DocText.Paragraphs(comment?.Element("remarks"))],
            ParameterSets = SetsOf(parameters, Attributes.Named(attribute, "DefaultParameterSetName") as string),
            Parameters = parameters,
            Outputs = [.. Attributes.All(type, "OutputTypeAttribute").SelectMany(OutputsOf)],
            Examples = [.. (comment?.Elements("example") ?? []).Select(ReadExample)],
            Aliases = Attributes.Texts(Attributes.Find(type, "AliasAttribute")),
        };
    }

    // The default set comes first, as Get-Command lists them.
    private static string[] SetsOf(IReadOnlyList<ParameterHelp> parameters, string? first)
    {
        string[] sets =
        [
            .. parameters.SelectMany(static parameter => parameter.Places).Select(static place => place.Set)
                .Where(static set => set.Length > 0).Distinct().OrderByDescending(set => set == first),
        ];
        return sets.Length == 0 ? [""] : sets;
    }

    private IEnumerable<OutputHelp> OutputsOf(CustomAttributeData attribute)
    {
        foreach (CustomAttributeTypedArgument argument in Attributes.Flatten(attribute.ConstructorArguments))
        {
            if (argument.Value is Type type)
                yield return new OutputHelp(type.FullName!, DocText.Paragraphs(_comments.Of(type)?.Element("summary")));
            else if (argument.Value is string name)
                yield return new OutputHelp(name, []);
        }
    }

    private static ExampleHelp ReadExample(XElement example) => new(
        string.Join(' ', example.Elements("para").Select(DocText.Line)),
        string.Join('\n', example.Elements("code").Select(DocText.Code)));
}
