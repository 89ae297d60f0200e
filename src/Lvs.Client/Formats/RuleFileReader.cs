using System.Runtime.Versioning;
using System.Text;
using Lvs.Client.Formats.Keepalived;

namespace Lvs.Client.Formats;

/// <summary>Reads rule files of every format, told apart by how they begin.</summary>
[SupportedOSPlatform("linux")]
public static class RuleFileReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file from the disk.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="format">Its format; null to find out.</param>
    /// <exception cref="RuleFileException">It cannot be read, or what it says cannot be; nothing is skipped.</exception>
    public static RuleFile Read(string path, RuleFileFormat? format = null)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RuleFileException(path, null, path, $"The file cannot be read: {e.Message}",
                "Give a file that you may read.", e);
        }

        return Parse(bytes, path, format);
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">UTF-8 text, with or without a byte-order mark.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="format">Its format; null to find out.</param>
    /// <exception cref="RuleFileException">What it says cannot be; nothing is skipped.</exception>
    public static RuleFile Parse(ReadOnlySpan<byte> content, string name, RuleFileFormat? format = null)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble))
            content = content[Encoding.UTF8.Preamble.Length..];
        string text;
        try
        {
            text = Utf8.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            throw new RuleFileException(name, null, null, "The file is no UTF-8 text.", "Save it as UTF-8.", e);
        }

        return (format ?? Recognize(text, name)) switch
        {
            RuleFileFormat.Json => JsonRuleReader.Read(content, name),
            RuleFileFormat.Keepalived => KeepalivedReader.Read(text, name),
            _ => IpvsadmRuleReader.Read(text, name),
        };
    }

    // JSON opens with a brace; a line of ipvsadm-save with an option or the command's name; a keepalived.conf has a block whose
    // first word is virtual_server. An empty file is an empty rule set of ipvsadm's.
    private static RuleFileFormat Recognize(string text, string name)
    {
        long line = 0;
        string? first = null;
        long firstLine = 1;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            line++;
            ReadOnlySpan<char> trimmed = raw.Trim();
            if (trimmed.IsEmpty || trimmed[0] is '#' or '!')
                continue;
            if (first is null && trimmed[0] is '{' or '[')
                return RuleFileFormat.Json;
            if (first is null && (trimmed[0] == '-' || trimmed.StartsWith("ipvsadm ", StringComparison.Ordinal)))
                return RuleFileFormat.Ipvsadm;
            if (trimmed.StartsWith("virtual_server", StringComparison.Ordinal))
                return RuleFileFormat.Keepalived;
            if (first is null)
                (first, firstLine) = (trimmed.ToString(), line);
        }

        return first is null ? RuleFileFormat.Ipvsadm : throw new RuleFileException(
            name, firstLine, first, $"'{first}' begins no rule file that is known here.",
            "Give JSON as Export-LvsRules writes it, the output of ipvsadm -S, or a keepalived.conf with virtual_server blocks.");
    }
}
