namespace Lvs.Xdp.Ethtool;

/// <summary>The queues of a device as <c>ethtool -l</c> shows them (<c>struct ethtool_channels</c>).</summary>
/// <param name="MaximumReceive">The most receive-only channels.</param>
/// <param name="MaximumTransmit">The most transmit-only channels.</param>
/// <param name="MaximumCombined">The most channels for both.</param>
/// <param name="Receive">Receive-only channels in use.</param>
/// <param name="Transmit">Transmit-only channels in use.</param>
/// <param name="Combined">Channels for both in use.</param>
public readonly record struct EthtoolChannels(
    int MaximumReceive, int MaximumTransmit, int MaximumCombined, int Receive, int Transmit, int Combined)
{
    /// <summary>The number of receive queues in use, numbered from 0.</summary>
    public int ReceiveQueues => Receive + Combined;

    /// <summary>The number of transmit queues in use.</summary>
    public int TransmitQueues => Transmit + Combined;
}
