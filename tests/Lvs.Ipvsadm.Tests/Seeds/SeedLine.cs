namespace Lvs.Ipvsadm.Tests.Seeds;

/// <summary>A line of a seed that calls ipvsadm.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Prompt">The prompt before the command, which names the machine; empty for none.</param>
/// <param name="Text">The command, from "ipvsadm" to the line's end.</param>
internal sealed record SeedLine(int Number, string Prompt, string Text);
