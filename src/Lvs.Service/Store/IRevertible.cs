using Lvs.Service.Directors;

namespace Lvs.Service.Store;

/// <summary>What the store writes down, and takes back when it cannot. Both are called on the director's thread.</summary>
internal interface IRevertible
{
    /// <summary>Everything that is to survive, as of now.</summary>
    StoredSnapshot Capture(IDirector director);

    /// <summary>Makes everything what it was.</summary>
    void Revert(IDirector director, StoredSnapshot snapshot);
}
