namespace Lvs.Client.Ipvsadm;

/// <summary>One entry of the table of options.</summary>
/// <param name="Long">The name behind two dashes.</param>
/// <param name="Short">The letter behind one dash; 0 for none.</param>
/// <param name="Tag">What it means.</param>
/// <param name="Argument">Whether it takes one.</param>
internal sealed record PoptOption(string Long, char Short, OptionTag Tag, PoptArgument Argument = PoptArgument.None);
