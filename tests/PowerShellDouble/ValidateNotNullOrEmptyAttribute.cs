namespace System.Management.Automation;

/// <summary>Refuses null and empty text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNotNullOrEmptyAttribute : ValidateArgumentsAttribute
{
    public override string? Check(object? argument) => argument is null or "" ? "The argument is null or empty." : null;
}
