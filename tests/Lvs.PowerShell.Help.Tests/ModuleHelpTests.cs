using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LvsPS.Help.Tests;

/// <summary>The help as it was built for the module.</summary>
public sealed partial class ModuleHelpTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly string Module = typeof(ModuleHelpTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "ModulePath").Value!;

    [Fact]
    public void There_is_help_for_what_the_manifest_exports_and_nothing_else()
    {
        string manifest = File.ReadAllText(Path.Combine(Module, "LvsPS.psd1"));
        int from = manifest.IndexOf("FunctionsToExport", StringComparison.Ordinal);
        string exported = manifest[from..manifest.IndexOf("AliasesToExport", StringComparison.Ordinal)];
        Assert.Equal(
            Quoted().Matches(exported).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal),
            Help().Select(Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_that_can_be_asked_what_if_says_so()
    {
        XElement remove = Help().Single(static cmdlet => Name(cmdlet) == "Remove-LvsService");
        Assert.Contains("WhatIf", remove.Descendants().Where(static element => element.Name.LocalName == "name").Select(e => e.Value));
    }

    private static IEnumerable<XElement> Help() =>
        XDocument.Load(Path.Combine(Module, "en-US", "LvsPS.dll-Help.xml")).Root!.Elements(Command + "command");

    private static string Name(XElement cmdlet) => cmdlet.Element(Command + "details")!.Element(Command + "name")!.Value;

    [GeneratedRegex("'([A-Z][a-z]+-[A-Za-z]+)'")]
    private static partial Regex Quoted();
}
