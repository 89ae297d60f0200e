namespace System.Management.Automation.Language;

/// <summary>A command as the parser sees it; completers here do not look at it.</summary>
public class CommandAst;
