namespace LvsPS;

/// <summary>Lets a switch be set by the text True or False, as a CSV file holds it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SwitchTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or "" => new SwitchParameter(false),
            bool given => new SwitchParameter(given),
            string text when bool.TryParse(text, out bool parsed) => new SwitchParameter(parsed),
            _ => inputData,
        };
    }
}
