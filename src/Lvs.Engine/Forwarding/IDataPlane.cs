using Lvs.Engine.Rules;

namespace Lvs.Engine.Forwarding;

/// <summary>Is told what the data path below must know. Called on the director's thread at changes of the rules,
/// never for a packet.</summary>
public interface IDataPlane
{
    /// <summary>Many changes are about to come, so many new services and real servers among them: tables can grow once, and writes
    /// be put off until <see cref="EndBulk"/> in order to be made together.</summary>
    void BeginBulk(int services, int servers)
    {
    }

    /// <summary>Those were all. What was put off is done when this returns.</summary>
    void EndBulk()
    {
    }

    /// <summary>A service was added: its first packets are wanted from now on.</summary>
    void ServicePublished(VirtualService service);

    /// <summary>A service was removed: its packets are nobody's, but known connections go on.</summary>
    void ServiceWithdrawn(VirtualService service);

    /// <summary>A real server was added, revived or edited: its slot wants a next hop.</summary>
    void ServerPublished(RealServer server);

    /// <summary>A real server was removed from its service; connections may still refer to it.</summary>
    void ServerWithdrawn(RealServer server);

    /// <summary>The last reference to a removed server is gone; its number may be used again.</summary>
    void ServerForgotten(RealServer server);

    /// <summary>The firewall-mark classifier was changed.</summary>
    void MarksChanged(IReadOnlyList<MarkRule> rules);
}
