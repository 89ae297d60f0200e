namespace LvsPS;

/// <summary>Completes the states of connections.</summary>
public sealed class ConnectionStateCompleter() : WordCompleter([.. LvsConnectionStates.All.Select(state => (state, state))]);
