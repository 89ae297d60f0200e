using System.Collections;
using System.Management.Automation.Language;
using LvsPS.Hosts;

namespace LvsPS;

/// <summary>Completes an argument from the virtual addresses that Enable-LvsRealServerHost has put on this host.</summary>
public sealed class EnabledAddressCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return [.. HostRecordFile.OfThisHost().Load().VirtualAddresses
                .Where(address => address.StartsWith(wordToComplete ?? "", StringComparison.Ordinal))
                .Select(address => new CompletionResult(address))];
        }
        catch (LvsClientException)
        {
            return [];
        }
    }
}
