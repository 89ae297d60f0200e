using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>Writes down what the data path is told.</summary>
internal sealed class RecordingDataPlane : IDataPlane
{
    public List<string> Calls { get; } = [];

    public void ServicePublished(VirtualService service) => Calls.Add($"+service {service.Id} {service.Key}");

    public void ServiceWithdrawn(VirtualService service) => Calls.Add($"-service {service.Id} {service.Key}");

    public void ServerPublished(RealServer server) => Calls.Add($"+server {server.Id} {server.Key}");

    public void ServerWithdrawn(RealServer server) => Calls.Add($"-server {server.Id} {server.Key}");

    public void ServerForgotten(RealServer server) => Calls.Add($"forgotten {server.Id} {server.Key}");

    public void MarksChanged(IReadOnlyList<MarkRule> rules) => Calls.Add($"marks {rules.Count}");
}
