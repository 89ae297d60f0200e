namespace System.Management.Automation;

/// <summary>What kind of thing a completion is; the numbers are the real ones.</summary>
public enum CompletionResultType
{
    Text,
    History,
    Command,
    ProviderItem,
    ProviderContainer,
    Property,
    Method,
    ParameterName,
    ParameterValue,
}
