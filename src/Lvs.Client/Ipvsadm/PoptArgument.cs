namespace Lvs.Client.Ipvsadm;

/// <summary>Whether an option takes an argument.</summary>
internal enum PoptArgument
{
    None,
    Required,
    Optional,
}
