using Lvs.Lab.Processes;
using Lvs.Lab.Testbeds;

namespace Lvs.Lab.Tests.Support;

/// <summary>The labs with lvsd that tests share: built when first asked for, taken down at the end.</summary>
public sealed class LabPool : IAsyncLifetime
{
    private readonly Dictionary<string, Testbed> _labs = [];

    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Requirements.EnsureAsync(CancellationToken.None);
            await TestbedDirectory.SweepAsync();
        }
    }

    public async Task DisposeAsync()
    {
        foreach (Testbed lab in _labs.Values)
            await lab.DisposeAsync();
    }

    /// <summary>The lab of a mode; its rules are whatever the test before left, so set your own. Connections are not left: a client's
    /// port that comes up again would belong to one that waits out its end, maybe at a server that is gone.</summary>
    internal async Task<Testbed> GetAsync(Mode mode)
    {
        if (_labs.TryGetValue(mode.Name, out Testbed? lab) && lab.Lvsd.Process is { HasExited: false })
        {
            await lab.Director.RemoveConnectionsAsync();
            return lab;
        }

        if (lab is not null)
        {
            // A test that failed half-way through a restart must not take those behind it along.
            await lab.DisposeAsync();
            _labs.Remove(mode.Name);
        }

        lab = await Testbed.CreateAsync(mode.Topology, new TestbedOptions(), CancellationToken.None);
        _labs.Add(mode.Name, lab);
        return lab;
    }
}
