using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LvsPS;

namespace Lvs.PowerShell.Tests.Metadata;

/// <summary>What the module promises about itself: names, switches, output types, views, exports, help.</summary>
public sealed partial class ModuleTests
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(DirectorCmdlet).Assembly.Location)!;

    private static readonly string[] Approved =
    [
        "Add", "Clear", "Compare", "Connect", "Disable", "Disconnect", "Enable", "Export", "Get", "Import", "Invoke", "New",
            "Remove",
        "Reset", "Resume", "Set", "Start", "Stop", "Suspend", "Test", "Watch",
    ];

    private static readonly string[] Reading = ["Get", "Compare", "Connect", "Disconnect", "Watch", "Test"];

    private static readonly Type[] Types =
        [.. typeof(DirectorCmdlet).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)))];

    public static TheoryData<Type> Cmdlets => [.. Types];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_keeps_the_rules(Type type)
    {
        CmdletAttribute cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        Assert.Contains(cmdlet.VerbName, Approved);
        Assert.Equal($"{cmdlet.VerbName}{cmdlet.NounName}Command", type.Name);

        // Invoke-Ipvsadm has ipvsadm's own options and no others.
        bool changes = !Reading.Contains(cmdlet.VerbName) && type != typeof(InvokeIpvsadmCommand);
        Assert.Equal(changes, cmdlet.SupportsShouldProcess);
        bool gives = type.IsDefined(typeof(OutputTypeAttribute));
        bool silent = cmdlet.VerbName is "Remove" or "Clear" or "Reset" or "Disconnect"
            || type == typeof(StopLvsSyncDaemonCommand) || type == typeof(StopLvsDirectorCommand);
        Assert.Equal(!silent, gives);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_and_its_parameters_are_described_with_two_examples(Type type)
    {
        XElement help = XDocument.Load(Path.Combine(Folder, "LvsPS.xml")).Root!.Element("members")!;
        XElement? member = help.Elements().FirstOrDefault(element => (string?)element.Attribute("name") == $"T:{type.FullName}");
        Assert.NotNull(member);
        Assert.True(member.Elements("example").Count() >= 2, "two examples at least");
        Assert.All(member.Elements("example"), example =>
            Assert.True(example.Element("para")!.Value.Length > 5 && example.Element("code")!.Value.Length > 5));
        foreach (PropertyInfo parameter in type.GetProperties().Where(property =>
            property.IsDefined(typeof(ParameterAttribute), inherit: true)))
            Assert.Contains(help.Elements(), element => Names(parameter).Contains((string?)element.Attribute("name")));
    }

    [Fact]
    public void The_manifest_exports_what_there_is()
    {
        string manifest = File.ReadAllText(Path.Combine(Folder, "LvsPS.psd1"));
        string[] cmdlets = [.. Types.Select(type => type.GetCustomAttribute<CmdletAttribute>()!)
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal)];
        string[] aliases = [.. Types.SelectMany(type => type.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? [])
            .Order(StringComparer.Ordinal)];

        // Invoke-Ipvsadm and its alias are in the script module beside, which hands every word on as it stands.
        string[] functions = List(manifest, "FunctionsToExport");
        Assert.Equal(["Invoke-Ipvsadm"], functions);
        Assert.Equal(cmdlets.Except(functions), List(manifest, "CmdletsToExport"));
        Assert.Equal(aliases.Append("ipvsadm").Order(StringComparer.Ordinal),
            List(manifest, "AliasesToExport").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Views_name_properties_that_there_are()
    {
        XDocument format = XDocument.Load(Path.Combine(Folder, "LvsPS.format.ps1xml"));
        foreach (XElement view in format.Descendants("View"))
        {
            Type? type = typeof(DirectorCmdlet).Assembly.GetType(view.Descendants("TypeName").First().Value);
            Assert.NotNull(type);
            string[] direct = [.. view.Descendants("PropertyName").Select(name => name.Value)];
            string[] scripted = [.. view.Descendants("ScriptBlock").SelectMany(script => Property().Matches(script.Value))
                .Select(match => match.Groups[1].Value)];
            Assert.All(direct.Concat(scripted), name => Assert.NotNull(type.GetProperty(name)));
        }
    }

    [Fact]
    public void Outputs_are_flat_enough_for_a_table()
    {
        // What Export-Csv writes of a property is its text: that must be a value, not the name of a .NET type.
        foreach (Type type in new[] { typeof(VirtualService), typeof(RealServer), typeof(Connection), typeof(Statistic) })
        {
            Assert.All(type.GetProperties(), property =>
            {
                Type plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                Assert.True(plain.IsPrimitive || plain == typeof(string) || plain == typeof(DateTime)
                    || plain.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType == plain, property.Name);
            });
        }
    }

    private static IEnumerable<string> Names(PropertyInfo parameter)
    {
        for (Type? type = parameter.DeclaringType; type is not null; type = type.BaseType)
            yield return $"P:{type.FullName}.{parameter.Name}";
    }

    private static string[] List(string manifest, string name) => [.. Quoted().Matches(
        manifest[manifest.IndexOf(name, StringComparison.Ordinal)..].Split(')')[0]).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\$_\.([A-Za-z]+)")]
    private static partial Regex Property();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
