using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;

namespace Lvs.Service.Tests.Fakes;

/// <summary>A data path that is not there.</summary>
internal sealed class QuietDataPlane : IDataPlane
{
    public void ServicePublished(VirtualService service)
    {
    }

    public void ServiceWithdrawn(VirtualService service)
    {
    }

    public void ServerPublished(RealServer server)
    {
    }

    public void ServerWithdrawn(RealServer server)
    {
    }

    public void ServerForgotten(RealServer server)
    {
    }

    public void MarksChanged(IReadOnlyList<MarkRule> rules)
    {
    }
}
