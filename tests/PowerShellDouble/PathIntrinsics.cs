using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>Paths, of the file system alone.</summary>
public sealed class PathIntrinsics
{
    public string GetUnresolvedProviderPathFromPSPath(string path) => IO.Path.GetFullPath(path);

    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider)
    {
        provider = new ProviderInfo();
        return File.Exists(path) ? [IO.Path.GetFullPath(path)] : throw new ItemNotFoundException();
    }
}
