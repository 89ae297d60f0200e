namespace LvsPS.Commands;

/// <summary>Finds the services that identities and patterns name.</summary>
internal static class ServiceSelection
{
    /// <summary>All services, or those that an identity or a pattern names; an identity that names none is an error of its
    /// own.</summary>
    public static IEnumerable<LvsVirtualService> Find(DirectorCmdlet cmdlet, IReadOnlyCollection<string>? names)
    {
        if (names is null or { Count: 0 })
            return All(cmdlet);
        return names.SelectMany(name => Names.HasWildcard(name)
            ? All(cmdlet).Where(service => Names.Match(name, service.Id))
            : One(cmdlet, name));
    }

    /// <summary>The identities that a name or pattern stands for; a plain identity is not looked up.</summary>
    public static IEnumerable<string> Expand(DirectorCmdlet cmdlet, string name) => Names.HasWildcard(name)
        ? All(cmdlet).Select(service => service.Id!).Where(id => Names.Match(name, id))
        : [name];

    private static IReadOnlyList<LvsVirtualService> All(DirectorCmdlet cmdlet)
    {
        IReadOnlyList<LvsVirtualService> found = [];
        cmdlet.Attempt(null, () => found = cmdlet.Ask((client, stop) => client.GetServicesAsync(stop)));
        return found;
    }

    private static LvsVirtualService[] One(DirectorCmdlet cmdlet, string name)
    {
        LvsVirtualService[] found = [];
        cmdlet.Attempt(name, () => found = [cmdlet.Ask((client, stop) => client.GetServiceAsync(name, stop))]);
        return found;
    }
}
