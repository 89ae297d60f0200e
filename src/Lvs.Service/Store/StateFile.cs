using System.Runtime.InteropServices;
using System.Text.Json;
using Lvs.Service.Interop;
using Lvs.Service.Options;

namespace Lvs.Service.Store;

/// <summary>
/// The file that holds the rules. Written beside itself, flushed, renamed over the old one, and the directory flushed: whenever
/// the machine stops there is one complete file, the old or the new. Never written over when it could not be read.
/// </summary>
internal sealed class StateFile : IDisposable
{
    public const string FileName = "rules.json";

    private const int EINTR = 4;
    private const int EWOULDBLOCK = 11;

    private readonly string _directory;
    private readonly FileStream _lock;
    private readonly Action<string> _beforeStep;

    /// <summary>Takes hold of the directory, making it if need be.</summary>
    /// <param name="directory">Where the file lives.</param>
    /// <param name="beforeStep">Is told "write", "flush", "rename" and "flush-directory" before each; tests stop there.</param>
    /// <exception cref="StartupException">The directory cannot be used, or another lvsd holds it.</exception>
    public StateFile(string directory, Action<string>? beforeStep = null)
    {
        _directory = directory;
        _beforeStep = beforeStep ?? (static _ => { });
        Path = System.IO.Path.Combine(directory, FileName);
        _lock = Lock(directory);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>True when the last write failed behind the rename: the file holds what was reported as not written.</summary>
    public bool HoldsRefused { get; private set; }

    /// <summary>Reads the file; nothing when there is none.</summary>
    /// <param name="bootId">The present boot's id.</param>
    /// <param name="keptOverReboot">Whether rules are kept when the file itself does not say.</param>
    /// <exception cref="StartupException">It is damaged, or of a later version.</exception>
    public StoredSnapshot Read(string bootId, bool keptOverReboot = true)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(Path);
        }
        catch (FileNotFoundException)
        {
            return StoredSnapshot.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The rules in '{Path}' cannot be read: {e.Message}",
                "Mend the permissions, or run lvsd as root.", e);
        }

        try
        {
            StoredDocument document = JsonSerializer.Deserialize(bytes, StoredJson.Default.StoredDocument)
                ?? throw new JsonException("It holds null.");
            new StoredHeader { Format = document.Format, Version = document.Version }.Check(Path);
            StoredSnapshot snapshot = StoredConversion.ToSnapshot(document);
            bool keep = snapshot.State.Settings.KeepRulesOverReboot is { } setting ? setting == 1 : keptOverReboot;
            return keep || document.BootId == bootId
                ? snapshot
                : Forget(snapshot);
        }
        catch (Exception e) when (e is JsonException or Problems.ProblemException)
        {
            // A later lvsd's fields are unknown here, and its file is not damaged for that.
            StoredHeader.Of(bytes)?.Check(Path);
            throw new StartupException(
                $"The rules in '{Path}' are damaged: {e.Message}",
                $"Restore the file from a backup, or move it away to start without rules (mv {Path} {Path}.damaged).", e);
        }
    }

    /// <summary>Writes the file; when this returns it is on the disk.</summary>
    /// <exception cref="IOException">It could not be written; the old file stands, unless <see cref="HoldsRefused"/>.</exception>
    public void Write(StoredSnapshot snapshot)
    {
        StoredDocument document = StoredConversion.ToDocument(snapshot, Store.BootId.Read());
        string temporary = Path + ".new";
        _beforeStep("write");
        FileStreamOptions options = new()
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            BufferSize = 128 * 1024,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
        };
        using (FileStream stream = new(temporary, options))
        {
            JsonSerializer.Serialize(stream, document, StoredJson.Default.StoredDocument);
            _beforeStep("flush");
            stream.Flush();
            Flush((int)stream.SafeFileHandle.DangerousGetHandle(), temporary);
        }

        _beforeStep("rename");
        File.Move(temporary, Path, overwrite: true);
        HoldsRefused = true;
        _beforeStep("flush-directory");
        FlushDirectory();
        HoldsRefused = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // As a kernel after a reboot: no rules, no addresses, no daemons. The switches stay; they say that it should be so.
    private static StoredSnapshot Forget(StoredSnapshot snapshot) => new(
        StoredSnapshot.Empty.Rules, snapshot.State with { VirtualAddresses = [], SyncDaemons = [] });

    // The rename itself lives in the directory: without this a power cut could bring the old file back.
    private void FlushDirectory()
    {
        int descriptor = LibC.Open(_directory, LibC.O_RDONLY | LibC.O_DIRECTORY | LibC.O_CLOEXEC);
        if (descriptor < 0)
            throw new IOException($"The directory '{_directory}' cannot be opened to flush it.");
        try
        {
            Flush(descriptor, _directory);
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    // Not FileStream's own: that one passes over what fsync says, and a disk that failed would have been acknowledged.
    private static void Flush(int descriptor, string path)
    {
        while (LibC.Fsync(descriptor) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != EINTR)
                throw new IOException($"'{path}' cannot be flushed to the disk: {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }
    }

    private static FileStream Lock(string directory)
    {
        string path = System.IO.Path.Combine(directory, "lvsd.lock");
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == EWOULDBLOCK)
        {
            throw new StartupException(
                $"The state directory '{directory}' is in use by another lvsd.",
                "Stop that one first, or name another with --state.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The state directory '{directory}' cannot be used: {e.Message}",
                "Name one that lvsd may write to with --state.", e);
        }
    }
}
