using System.Collections;

namespace LvsPS;

/// <summary>Takes a list apart that stands in one text, as a cell of a CSV file holds it: <c>sh-port,sh-fallback</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CommaListAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        IEnumerable<object?> items = value is IEnumerable list and not string ? list.Cast<object?>() : [value];
        return items.SelectMany(item => (item?.ToString() ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
    }
}
