namespace System.Management.Automation;

/// <summary>Refuses numbers out of range.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateRangeAttribute(object minRange, object maxRange) : ValidateArgumentsAttribute
{
    public override string? Check(object? argument) =>
        argument is null || (Convert.ToDouble(argument) >= Convert.ToDouble(minRange)
            && Convert.ToDouble(argument) <= Convert.ToDouble(maxRange))
            ? null
            : $"{argument} is not in {minRange} to {maxRange}.";
}
