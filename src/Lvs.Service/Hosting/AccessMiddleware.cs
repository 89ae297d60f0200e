using System.Net.Sockets;
using Lvs.Service.Problems;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Lvs.Service.Hosting;

/// <summary>Asks once a connection who it is, and at each request whether they may.</summary>
internal static partial class AccessMiddleware
{
    /// <summary>For Kestrel's connection pipeline: keeps the peer's credentials with the connection.</summary>
    public static ConnectionDelegate Identify(ConnectionDelegate next) => connection =>
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not Socket socket)
            throw new InvalidOperationException("A connection without a socket cannot be told who it is from.");
        connection.Features.Set(PeerCredentials.Of(socket));
        return next(connection);
    };

    /// <summary>For the request pipeline: turns away whoever lacks the right.</summary>
    public static void UseAccessPolicy(this WebApplication application, AccessPolicy policy)
    {
        ILogger logger = application.Logger;
        application.Use((context, next) =>
        {
            PeerCredentials peer = context.Features.GetRequiredFeature<PeerCredentials>();
            AccessRight needed = NeededFor(context.Request);
            if (policy.RightOf(peer) >= needed)
                return next(context);

            // The path as it came, escaped: whoever is refused must not write lines of their own into the log.
            LogRefused(logger, peer.User, peer.ProcessId, context.Request.Method, context.Request.Path.ToString());
            throw Problem.Forbidden(peer.User, needed == AccessRight.Change ? "change" : "read", policy);
        });
    }

    // A dry run changes nothing: who may read the rules may ask what it would take to change them.
    private static AccessRight NeededFor(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Query["dryRun"] == "true"
            ? AccessRight.Read
            : AccessRight.Change;
}
