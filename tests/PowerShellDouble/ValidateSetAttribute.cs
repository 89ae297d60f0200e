namespace System.Management.Automation;

/// <summary>Refuses words that are not in a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateSetAttribute(params string[] validValues) : ValidateArgumentsAttribute
{
    public override string? Check(object? argument)
    {
        IEnumerable<object?> items = argument is Array list ? list.Cast<object?>() : [argument];
        return items.All(item => validValues.Contains(item?.ToString(), StringComparer.OrdinalIgnoreCase))
            ? null
            : $"'{argument}' is not one of {string.Join(", ", validValues)}.";
    }
}
