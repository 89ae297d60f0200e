using System.Globalization;
using System.Text.Json;

namespace LvsPS.Hosts;

/// <summary>The file of a <see cref="HostRecord"/>: one a network namespace, since that is what the changes belong to.</summary>
/// <param name="path">The file.</param>
internal sealed class HostRecordFile(string path)
{
    private const string Folder = "/run/lvs";

    /// <summary>The file of the namespace this thread is in.</summary>
    public static HostRecordFile OfThisHost() => new(string.Create(
        CultureInfo.InvariantCulture, $"{Folder}/real-server-{NamespaceCookie.Read()}.json"));

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What is written down; an empty record when nothing is.</summary>
    public HostRecord Load()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path), HostRecordJson.Default.HostRecord) ?? new HostRecord();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new HostRecord();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new LvsClientException(
                "host-record-unreadable", Path, $"The record of what was changed, '{Path}', cannot be read: {e.Message}",
                "Undo the changes by hand (ip addr del, sysctl -w), then delete it.", e);
        }
    }

    /// <summary>Writes it down, so that it is whole at any moment; an empty record is no file.</summary>
    public void Save(HostRecord record)
    {
        try
        {
            if (record.VirtualAddresses.Count == 0 && record.Changes.Count == 0)
            {
                File.Delete(Path);
                return;
            }

            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.WriteAllBytes(Path + ".new", JsonSerializer.SerializeToUtf8Bytes(record, HostRecordJson.Default.HostRecord));
            File.Move(Path + ".new", Path, overwrite: true);
        }
        catch (DirectoryNotFoundException) when (record.VirtualAddresses.Count == 0)
        {
            // Nothing was ever written down.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LvsClientException(
                e is UnauthorizedAccessException ? LvsProblemIds.PermissionDenied : "host-record-unwritable", Path,
                $"What is changed cannot be written down in '{Path}': {e.Message}", "Run it as root.", e);
        }
    }
}
