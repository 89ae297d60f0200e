namespace Lvs.Client.Ipvsadm;

/// <summary>An option behind the command that is not known, or whose argument is missing or too many: the command is not carried
/// out, but -R goes on with the next line.</summary>
internal sealed class IpvsadmOptionException(string message) : Exception(message);
