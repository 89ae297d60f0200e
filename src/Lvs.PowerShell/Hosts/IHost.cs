namespace LvsPS.Hosts;

/// <summary>
/// A Linux host, by the one thing that is the same on this machine, in another network namespace of it and over ssh: programs can
/// be run there. <c>ip</c> tells and changes the network, <c>cat</c> and <c>sh</c> reach what lies in files.
/// </summary>
internal interface IHost
{
    /// <summary>Its name, for people.</summary>
    string Name { get; }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments; no shell takes them apart.</param>
    CommandResult Run(params string[] command);
}
