using Lvs.Service.Interop;

namespace Lvs.Service.Hosting;

/// <summary>Who may do what: root and lvsd's own user all, the group's members all, the readers' members reading.</summary>
/// <param name="group">The name of the group that may change things.</param>
/// <param name="readersGroup">The name of the group that may read; null for none.</param>
/// <param name="findGroup">Looks a group's number up.</param>
/// <param name="ownUser">The user lvsd runs as.</param>
internal sealed class AccessPolicy(string group, string? readersGroup, Func<string, uint?> findGroup, uint ownUser)
{
    /// <summary>The names, for messages.</summary>
    public string Group { get; } = group;

    /// <summary>The name of the readers' group, if any.</summary>
    public string? ReadersGroup { get; } = readersGroup;

    /// <summary>The group's number; null when it does not exist.</summary>
    public uint? GroupId { get; } = findGroup(group);

    private uint? ReadersGroupId { get; } = readersGroup is null ? null : findGroup(readersGroup);

    /// <summary>The rights of a peer.</summary>
    public AccessRight RightOf(PeerCredentials peer)
    {
        if (peer.User == 0 || peer.User == ownUser || peer.IsIn(GroupId))
            return AccessRight.Change;
        return peer.IsIn(ReadersGroupId) ? AccessRight.Read : AccessRight.None;
    }

    /// <summary>By the groups of this machine.</summary>
    public static AccessPolicy ForMachine(string group, string? readersGroup) =>
        new(group, readersGroup, name => GroupFile.Find(name), LibC.GetEffectiveUser());
}
