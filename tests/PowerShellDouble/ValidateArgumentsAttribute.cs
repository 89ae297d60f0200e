namespace System.Management.Automation;

/// <summary>Checks an argument before it is set.</summary>
public abstract class ValidateArgumentsAttribute : Attribute
{
    /// <summary>Why the argument cannot be; null when it can.</summary>
    public abstract string? Check(object? argument);
}
