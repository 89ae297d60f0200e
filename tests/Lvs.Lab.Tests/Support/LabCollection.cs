namespace Lvs.Lab.Tests.Support;

/// <summary>Tests over a real lvsd: they share labs.</summary>
[CollectionDefinition(Name)]
public sealed class LabCollection : ICollectionFixture<LabPool>
{
    public const string Name = "labs";
}
