namespace System.Management.Automation;

/// <summary>Makes another argument of the one given, before it is converted.</summary>
public abstract class ArgumentTransformationAttribute : Attribute
{
    public abstract object? Transform(EngineIntrinsics engineIntrinsics, object? inputData);
}
