using System.Globalization;

namespace Lvs.Client.Formats.Keepalived;

/// <summary>
/// Reads the virtual_server blocks of a keepalived.conf (keepalived.conf(5)) as rules. What keepalived does besides (health
/// checks, VRRP, sorry servers, notifications) is named in warnings; what could change a rule and is not understood is an error.
/// </summary>
internal sealed class KeepalivedReader
{
    private readonly string _name;
    private readonly List<RuleFileWarning> _warnings = [];
    private readonly Dictionary<string, KeepalivedStatement> _groups = [];
    private readonly List<LvsVirtualService> _services = [];
    private readonly Dictionary<string, long> _lines = [];

    private KeepalivedReader(string name) => _name = name;

    public static RuleFile Read(string text, string name)
    {
        KeepalivedReader reader = new(name);
        List<KeepalivedStatement> top = KeepalivedSyntax.Parse(text, name);
        foreach (KeepalivedStatement statement in top)
            reader.Look(statement);
        foreach (KeepalivedStatement statement in top)
        {
            if (statement.Keyword == "virtual_server")
                reader.ReadServer(statement);
        }

        return new RuleFile(
            name, RuleFileFormat.Keepalived, new LvsRules { Services = reader._services }, reader._warnings, reader.LineOf);
    }

    private void Look(KeepalivedStatement statement)
    {
        switch (statement.Keyword)
        {
            case "virtual_server":
                break;
            case "virtual_server_group" when statement is { Words.Length: 2, Block: not null }:
                _groups[statement.Words[1]] = statement;
                break;
            case "vrrp_instance":
                Warn(statement, "is left out: addresses that move between directors are not part of the rules; "
                    + "put them on with Add-LvsVirtualAddress");
                break;
            case "include" or "virtual_server_group":
                throw Refuse(statement, statement.Text, $"'{statement.Text}' is not followed.", statement.Keyword == "include"
                    ? "Import that file by itself, with -Merge."
                    : "Write 'virtual_server_group NAME {'.");
            default:
                if (statement.Keyword[0] is '@' or '$')
                {
                    throw Refuse(statement, statement.Text, $"Conditions and variables are not understood ('{statement.Text}').",
                        "Write the value in its place.");
                }

                break;
        }
    }

    private void ReadServer(KeepalivedStatement statement)
    {
        if (statement.Block is null)
        {
            throw Refuse(
                statement, statement.Text, $"'{statement.Text}' has no block.", "Write 'virtual_server ADDRESS PORT {'.");
        }

        KeepalivedServer server = new(_name, _warnings, statement);
        foreach ((KeepalivedStatement identity, string[] words) in Identities(statement))
        {
            LvsVirtualService service = server.Service(identity, words);
            string path = $"$.services[{_services.Count}]";
            _lines[path] = identity.Line;
            for (int i = 0; i < server.ServerLines.Count; i++)
                _lines[$"{path}.realServers[{i}]"] = server.ServerLines[i];
            _services.Add(service);
        }
    }

    // virtual_server ADDRESS [PORT] | fwmark N | group NAME; a group stands for several, which share everything else.
    private IEnumerable<(KeepalivedStatement Where, string[] Words)> Identities(KeepalivedStatement statement)
    {
        if (statement.Words is not ["virtual_server", "group", ..])
        {
            yield return (statement, statement.Words[1..]);
            yield break;
        }

        string group = statement.Words.Length > 2 ? statement.Words[2] : "";
        if (!_groups.TryGetValue(group, out KeepalivedStatement? found))
        {
            throw Refuse(statement, group, $"There is no virtual_server_group '{group}'.",
                "Define it in this file, or see to its name.");
        }

        foreach (KeepalivedStatement entry in found.Block!)
        {
            foreach (string[] words in Range(entry))
                yield return (entry, words);
        }
    }

    // A group's entry may be a range in the last part of the address: 192.0.2.1-10 80.
    private IEnumerable<string[]> Range(KeepalivedStatement entry)
    {
        string address = entry.Words[0];
        int dash = address.IndexOf('-');
        if (address == "fwmark" || dash < 0)
            return [entry.Words];
        int start = address.LastIndexOfAny(['.', ':'], dash) + 1;
        NumberStyles style = address.Contains(':') ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        bool valid = int.TryParse(address[start..dash], style, CultureInfo.InvariantCulture, out int first);
        valid &= int.TryParse(address[(dash + 1)..], style, CultureInfo.InvariantCulture, out int last);
        if (!valid || last < first || last - first > 65535)
            throw Refuse(entry, address, $"'{address}' is no range of addresses.", "Write 192.0.2.1-10.");
        string format = style == NumberStyles.None ? "D" : "x";
        return Enumerable.Range(first, last - first + 1).Select(number =>
            (string[])[address[..start] + number.ToString(format, CultureInfo.InvariantCulture), .. entry.Words[1..]]);
    }

    private long? LineOf(string path)
    {
        for (string place = path; place.Length > 1; place = place[..place.LastIndexOfAny(['.', '['])])
        {
            if (_lines.TryGetValue(place, out long line))
                return line;
            if (!place.Contains('.') && !place.Contains('['))
                break;
        }

        return null;
    }

    private void Warn(KeepalivedStatement statement, string what) =>
        _warnings.Add(new RuleFileWarning(statement.Line, $"'{statement.Text}' {what}."));

    private RuleFileException Refuse(KeepalivedStatement statement, string value, string detail, string remedy) =>
        new(_name, statement.Line, value, detail, remedy);
}
