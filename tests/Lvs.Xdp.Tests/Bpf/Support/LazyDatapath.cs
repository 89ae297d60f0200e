namespace Lvs.Xdp.Tests.Programs.Support;

/// <summary>One loaded program for the tests of a class.</summary>
public sealed class LazyDatapath : IDisposable
{
    private Datapath? _path;
    private object? _user;

    /// <summary>The program, with tables emptied when another test asks than did before.</summary>
    public Datapath Fresh(object test)
    {
        _path ??= new Datapath();
        if (!ReferenceEquals(_user, test))
            _path.Reset();
        _user = test;
        return _path;
    }

    public void Dispose() => _path?.Dispose();
}
