using LvsPS.Help;

// Run by the build of Lvs.PowerShell: the help of the module is made of the doc comments of its code.
if (args is not [var assembly, var automation, var output])
{
    Console.Error.WriteLine("Usage: Lvs.PowerShell.Help ASSEMBLY SYSTEM.MANAGEMENT.AUTOMATION OUTPUT");
    return 2;
}

try
{
    ModuleReader module = ModuleReader.Load(assembly, automation);
    IReadOnlyList<CmdletHelp> cmdlets = module.ReadCmdlets();
    IReadOnlyList<string> gaps = HelpGaps.Find(cmdlets);
    foreach (string gap in gaps)
        Console.Error.WriteLine($"{assembly} : error LVSHELP: {gap}");
    if (gaps.Count > 0)
        return 1;
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
    MamlWriter.Write(cmdlets, output);
    return 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or FormatException)
{
    Console.Error.WriteLine($"{assembly} : error LVSHELP: {e.Message}");
    return 1;
}
