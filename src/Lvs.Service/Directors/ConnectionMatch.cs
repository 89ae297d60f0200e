using Lvs.Client;

namespace Lvs.Service.Directors;

/// <summary>Says whether an entry is meant.</summary>
internal delegate bool ConnectionMatch(in LvsConnectionRow row);
