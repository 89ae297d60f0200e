namespace System.Management.Automation;

/// <summary>The engine as transformations see it; nothing here uses it.</summary>
public sealed class EngineIntrinsics;
