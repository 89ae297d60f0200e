namespace Lvs.Service.Options;

/// <summary>The command line cannot be understood: exit 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
