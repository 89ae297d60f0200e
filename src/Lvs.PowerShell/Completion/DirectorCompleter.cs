using System.Collections;
using System.Management.Automation.Language;

namespace LvsPS;

/// <summary>Completes an argument from what the live director knows. It answers within a fifth of a second or not at all, and a
/// director that is away is no reason for a word in the middle of somebody's typing.</summary>
public abstract class DirectorCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(150);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        try
        {
            using CancellationTokenSource limit = new(Limit);
            string? director = fakeBoundParameters?["Director"]?.ToString();
            Task<IEnumerable<(string Text, string ToolTip)>> candidates = Task.Run(
                () => CandidatesAsync(DirectorConnections.Get(director), fakeBoundParameters ?? new Hashtable(), limit.Token),
                limit.Token);
            if (!candidates.Wait(Limit))
                return [];
            return candidates.Result
                .Where(candidate => candidate.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                    || Names.Match(word + "*", candidate.Text))
                .Select(candidate => new CompletionResult(
                    Quote(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.ToolTip))
                .ToArray();
        }
        catch (Exception e) when (e is AggregateException or LvsClientException or OperationCanceledException)
        {
            return [];
        }
    }

    internal abstract Task<IEnumerable<(string Text, string ToolTip)>> CandidatesAsync(
        LvsClient client, IDictionary parameters, CancellationToken cancellation);

    private static string Quote(string text) => text.AsSpan().IndexOfAny(" '\"$;,(){}") < 0
        ? text
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
