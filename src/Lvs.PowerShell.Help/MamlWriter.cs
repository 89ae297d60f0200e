using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace LvsPS.Help;

/// <summary>
/// Writes help in MAML, the format that Get-Help reads for compiled cmdlets. What it shows of it is in the engine's own format view
/// (Help.format.ps1xml); names, order and attributes of the elements are those that the view and the engine's provider look for.
/// </summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the file; the same input gives the same bytes.</summary>
    public static void Write(IEnumerable<CmdletHelp> cmdlets, string path)
    {
        XmlWriterSettings settings = new() { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using XmlWriter writer = XmlWriter.Create(path, settings);
        Build(cmdlets).Save(writer);
    }

    /// <summary>The document.</summary>
    public static XDocument Build(IEnumerable<CmdletHelp> cmdlets) => new(
        new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Cmdlet)));

    private static XElement Cmdlet(CmdletHelp cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            new XElement(Maml + "description", Paragraphs([cmdlet.Synopsis]))),
        new XElement(Maml + "description", Paragraphs(cmdlet.Description)),
        new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => SyntaxItem(cmdlet, set))),
        new XElement(Command + "parameters", cmdlet.Parameters.Select(static parameter => Parameter(parameter, parameter.Places[0]))),
        new XElement(Command + "inputTypes", Inputs(cmdlet)),
        new XElement(
            Command + "returnValues",
            cmdlet.Outputs.Select(static output => Typed("returnValue", output.Type, output.Description))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(Notes(cmdlet)))),
        new XElement(Command + "examples", cmdlet.Examples.Select(Example)),
        new XElement(
            Maml + "relatedLinks",
            new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", "about_LvsPS"), new XElement(Maml + "uri"))));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(static paragraph => new XElement(Maml + "para", paragraph));

    private static XElement SyntaxItem(CmdletHelp cmdlet, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.Parameters
            .Select(parameter => (Parameter: parameter, Place: parameter.PlaceIn(set)))
            .Where(static item => item.Place is not null)
            .Select(static item => Parameter(item.Parameter, item.Place!)));

    private static XElement Parameter(ParameterHelp parameter, ParameterPlace place) => new(
        Command + "parameter",
        new XAttribute("required", place.Mandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", parameter.Wildcards ? "true" : "false"),
        new XAttribute("pipelineInput", place.PipelineInput),
        new XAttribute("position", place.Position?.ToString() ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "Description", Paragraphs(Explained(parameter))),
        parameter.Values.Count > 0
            ? new XElement(
                Command + "parameterValueGroup",
                parameter.Values.Select(static value => Value(value, required: false)))
            : null,
        parameter.IsSwitch ? null : Value(parameter.Type, required: true),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.Default ?? "None"));

    // The view of a parameter shows no list of values, only the syntax does.
    private static IEnumerable<string> Explained(ParameterHelp parameter) => parameter.Values.Count == 0
        ? parameter.Description
        : [.. parameter.Description, $"Possible values: {string.Join(", ", parameter.Values)}"];

    private static XElement Value(string text, bool required) => new(
        Command + "parameterValue",
        new XAttribute("required", required ? "true" : "false"),
        new XAttribute("variableLength", "false"),
        text);

    private static IEnumerable<XElement> Inputs(CmdletHelp cmdlet)
    {
        foreach (ParameterHelp parameter in cmdlet.Parameters.Where(static parameter => parameter.Places.Any(place => place.ByValue)))
            yield return Typed("inputType", parameter.Type, [$"-{parameter.Name}: {string.Join(' ', parameter.Description)}"]);
        string[] named =
            [.. cmdlet.Parameters.Where(static parameter => parameter.Places.Any(place => place.ByPropertyName)).Select(Names)];
        if (named.Length > 0)
        {
            yield return Typed(
                "inputType", "psobject",
                [$"Objects of any kind, rows of Import-Csv and ConvertFrom-Json too, by their properties: {string.Join(", ", named)}."]);
        }
    }

    private static string Names(ParameterHelp parameter) => string.Join(" or ", [parameter.Name, .. parameter.Aliases]);

    private static XElement Typed(string element, string type, IEnumerable<string> description) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")),
        new XElement(Maml + "description", Paragraphs(description)));

    private static IEnumerable<string> Notes(CmdletHelp cmdlet)
    {
        if (cmdlet.Aliases.Count > 0)
            yield return $"Also by the name of {string.Join(", ", cmdlet.Aliases)}.";
    }

    private static XElement Example(ExampleHelp example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"Example {index + 1}: {example.Explanation.TrimEnd('.')}"),
        new XElement(Dev + "code", example.Code));
}
