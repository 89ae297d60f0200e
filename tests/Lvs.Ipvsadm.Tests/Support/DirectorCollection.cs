namespace Lvs.Ipvsadm.Tests.Support;

/// <summary>Tests that share one director, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DirectorCollection : ICollectionFixture<Director>
{
    public const string Name = "director";
}
