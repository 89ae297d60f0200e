namespace System.Management.Automation;

/// <summary>Refuses null.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNotNullAttribute : ValidateArgumentsAttribute
{
    public override string? Check(object? argument) => argument is null ? "The argument is null." : null;
}
