namespace Lvs.Service.Options;

/// <summary>lvsd cannot start as things are: exit 1, saying what is wrong and what to do about it.</summary>
internal sealed class StartupException(string message, string remedy, Exception? inner = null)
    : Exception($"{message} {remedy}", inner)
{
    /// <summary>What is wrong, naming the value.</summary>
    public string Problem { get; } = message;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
