using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Lvs.Client.Transport;
using Lvs.Tests;

namespace Lvs.Client.Tests.Transport;

[SupportedOSPlatform("linux")]
public sealed partial class PermissionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lvs-client-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [RootFact]
    public void A_socket_one_may_not_use_says_which_group_to_join()
    {
        string path = Path.Combine(_directory, "s");
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        LvsClientException? found = null;

        // File-system rights are a thread's own to give up; this one ends afterwards. HttpClient would connect on a thread of the pool.
        Thread nobody = new(() =>
        {
            _ = SetFileSystemUser(65534);
            try
            {
                DirectorSocket.ConnectAsync(path, CancellationToken.None).AsTask().GetAwaiter().GetResult().Dispose();
            }
            catch (LvsClientException e)
            {
                found = e;
            }
        });
        nobody.Start();
        nobody.Join();
        Assert.NotNull(found);
        Assert.Equal((LvsProblemIds.PermissionDenied, path), (found.Id, found.Value));
        Assert.Contains("group lvs", found.Remedy);
    }

    // int setfsuid(uid_t fsuid): returns the former one, and drops CAP_DAC_OVERRIDE with it.
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);
}
