namespace Lvs.Engine.Tests.Directing;

/// <summary>For tests that measure memory: a collection that another test brings about would count as theirs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
