namespace LvsPS;

/// <summary>Completes persistence engines.</summary>
public sealed class PersistenceEngineCompleter() : WordCompleter(
    ("sip", "by the Call-ID of SIP over UDP"), ("none", "by the client's address"));
