using Lvs.Engine.Forwarding;
using Lvs.Engine.Rules;

namespace Lvs.Engine.Tests.Rules;

/// <summary>Writes down what the data path is told.</summary>
internal sealed class RecordingDataPlane : IDataPlane
{
    public List<string> Calls { get; } = [];

    /// <summary>How many calls had come at the beginnings and ends of bulks.</summary>
    public List<int> Bulks { get; } = [];

    /// <summary>What it throws when a real server is published; null for nothing.</summary>
    public Exception? Failure { get; set; }

    public void BeginBulk(int services, int servers) => Bulks.Add(Calls.Count);

    public void EndBulk() => Bulks.Add(Calls.Count);

    public void ServicePublished(VirtualService service) => Calls.Add($"+service {service.Id} {service.Key}");

    public void ServiceWithdrawn(VirtualService service) => Calls.Add($"-service {service.Id} {service.Key}");

    public void ServerPublished(RealServer server)
    {
        if (Failure is not null)
            throw Failure;
        Calls.Add($"+server {server.Id} {server.Key}");
    }

    public void ServerWithdrawn(RealServer server) => Calls.Add($"-server {server.Id} {server.Key}");

    public void ServerForgotten(RealServer server) => Calls.Add($"forgotten {server.Id} {server.Key}");

    public void MarksChanged(IReadOnlyList<MarkRule> rules) => Calls.Add($"marks {rules.Count}");
}
