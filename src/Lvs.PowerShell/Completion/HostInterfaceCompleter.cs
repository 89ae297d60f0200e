using System.Collections;
using System.Management.Automation.Language;
using System.Net.NetworkInformation;

namespace LvsPS;

/// <summary>Completes an argument from the interfaces of this host.</summary>
public sealed class HostInterfaceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Select(device => device.Name)
            .Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.Ordinal))
            .Select(name => new CompletionResult(name));
}
