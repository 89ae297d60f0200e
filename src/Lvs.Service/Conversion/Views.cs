using Lvs.Engine.Rules;
using Lvs.Service.Directors;
using Lvs.Service.Problems;

namespace Lvs.Service.Conversion;

/// <summary>Takes views on the director's thread: copying is all that is done there, text is made elsewhere.</summary>
internal static class Views
{
    /// <summary>All services.</summary>
    public static ServiceView[] All(IDirector director) => All(director, withServers: true);

    /// <summary>All services; without their servers, which are most of the work, when nobody wants them.</summary>
    public static ServiceView[] All(IDirector director, bool withServers) => [.. director.Rules.Services.Select(service =>
        withServers ? Of(director, service) : new ServiceView(service.Key, service.Settings, []))];

    /// <summary>One service.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ServiceView One(IDirector director, ServiceKey key) => Of(director, Find(director, key));

    /// <summary>One real server.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ServerView One(IDirector director, ServiceKey key, ServerKey server)
    {
        RealServer found = Find(director, key).Servers.Find(server) ?? throw Problem.Rule(
            RuleError.ServerNotFound, server.ToString(), $"{server} is not a real server of {key}.",
            "Add it first, or list the real servers there are.");
        return ServerView.Of(found, director.IsLocal(found.Key.Address));
    }

    /// <summary>The service itself; for use on the director's thread only.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static VirtualService Find(IDirector director, ServiceKey key) => director.Rules.Find(key) ?? throw Problem.Rule(
        RuleError.ServiceNotFound, key.ToString(), $"There is no service {key}.",
        "Add it first, or list the services there are.");

    private static ServiceView Of(IDirector director, VirtualService service) =>
        ServiceView.Of(service, server => director.IsLocal(server.Key.Address));
}
