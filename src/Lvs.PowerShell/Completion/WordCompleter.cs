using System.Collections;
using System.Management.Automation.Language;

namespace LvsPS;

/// <summary>Completes an argument from a fixed list of words.</summary>
/// <param name="words">The words, each with what it means.</param>
public abstract class WordCompleter(params (string Word, string Meaning)[] words) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        words.Where(word => word.Word.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(word.Word, word.Word, CompletionResultType.ParameterValue, word.Meaning));
}
