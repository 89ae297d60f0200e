using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;

namespace Lvs.Benchmarks.Micro;

/// <summary>There is nothing below the rules.</summary>
internal sealed class NoDataPlane : IDataPlane
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
