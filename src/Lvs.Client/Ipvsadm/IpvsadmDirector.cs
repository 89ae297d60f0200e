using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lvs.Client.Transport;

namespace Lvs.Client.Ipvsadm;

/// <summary>What ipvsadm asks of lvsd, over one plain connection, one request after the other. Not for several threads.</summary>
public sealed class IpvsadmDirector : IDisposable
{
    private readonly PlainHttp _http;

    /// <summary>Connects to nothing yet; the first request does.</summary>
    /// <param name="socketPath">lvsd's socket; null takes the environment variable LVS_SOCKET, else /run/lvs/lvsd.sock.</param>
    public IpvsadmDirector(string? socketPath = null)
    {
        SocketPath = DirectorSocket.Resolve(socketPath);
        _http = new PlainHttp(SocketPath);
    }

    /// <summary>The socket in use.</summary>
    public string SocketPath { get; }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    internal long ConnectionCapacity() => Ask("GET", "/v1/director", AnswerReader.ConnectionCapacity);

    internal List<LvsVirtualService> Services() => Ask("GET", "/v1/rules", AnswerReader.Rules);

    internal LvsVirtualService Service(LvsVirtualService key) =>
        Ask("GET", $"/v1/services/{Uri.EscapeDataString(key.Key)}", AnswerReader.Service);

    internal LvsStatistics Statistics() => Ask("GET", "/v1/statistics", AnswerReader.Statistics);

    internal void ResetStatistics(LvsVirtualService? service) =>
        Tell("POST", "/v1/statistics/reset" + (service is null ? "" : $"?service={Uri.EscapeDataString(service.Key)}"));

    internal LvsTimeouts Timeouts() => Ask("GET", "/v1/timeouts", AnswerReader.Timeouts);

    internal void SetTimeouts(LvsTimeouts timeouts) => Tell("PUT", "/v1/timeouts", RequestWriter.Timeouts(timeouts));

    internal List<LvsSyncDaemon> Daemons() => Ask("GET", "/v1/sync-daemons", AnswerReader.Daemons);

    internal void SetDaemons(IReadOnlyList<LvsSyncDaemon> daemons) =>
        Tell("PUT", "/v1/sync-daemons", RequestWriter.Daemons(daemons));

    internal List<LvsRuleStepFailure> Change(IReadOnlyList<LvsRuleStep> steps) =>
        Ask("POST", "/v1/rules/steps", AnswerReader.Failures, RequestWriter.Steps(steps));

    /// <summary>The connections, one after the other as they come in.</summary>
    internal IEnumerable<LvsConnectionRow> Connections()
    {
        PlainResponse response = Open("GET", "/v1/connections", accept: LvsConnectionRow.MediaType);
        byte[] header = new byte[LvsConnectionStreamHeader.Size];
        Fill(response, header, required: true);
        byte[] row = new byte[LvsConnectionStreamHeader.Read(header)];
        while (Fill(response, row, required: false))
            yield return MemoryMarshal.Read<LvsConnectionRow>(row);
    }

    private static bool Fill(PlainResponse response, byte[] target, bool required)
    {
        int filled = 0;
        while (filled < target.Length)
        {
            int count = response.Read(target.AsSpan(filled));
            if (count == 0 && filled == 0 && !required)
                return false;
            if (count == 0)
                throw Unreadable("the stream of connections ended within a row", null);
            filled += count;
        }

        return true;
    }

    private T Ask<T>(string method, string target, Func<JsonElement, T> read, ReadOnlyMemory<byte>? body = null)
    {
        byte[] answer = Open(method, target, body).ReadAll();
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Unreadable(e.Message, e);
        }
    }

    private void Tell(string method, string target, ReadOnlyMemory<byte>? body = null) =>
        Open(method, target, body ?? ReadOnlyMemory<byte>.Empty).ReadAll();

    private PlainResponse Open(
        string method, string target, ReadOnlyMemory<byte>? body = null, string accept = "application/json")
    {
        PlainResponse response = _http.Send(method, target, body, accept);
        if (response.ApiVersion != LvsApi.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw new LvsClientException(
                LvsProblemIds.VersionMismatch, response.ApiVersion ?? SocketPath,
                response.ApiVersion is null
                    ? $"What listens at '{SocketPath}' is no lvsd."
                    : $"The director at '{SocketPath}' speaks version {response.ApiVersion} of the API, not {LvsApi.Version}.",
                "Install the same version of lvsd and of ipvsadm.");
        }

        return response.Status is >= 200 and < 300 ? response : throw Refusal(response);
    }

    private static LvsClientException Refusal(PlainResponse response)
    {
        byte[] body = response.ReadAll();
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return new LvsClientException(AnswerReader.Problem(document.RootElement));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new LvsClientException(new LvsProblem
            {
                Status = response.Status,
                Detail = $"The director answered {response.Status}.",
            });
        }
    }

    private static LvsClientException Unreadable(string reason, Exception? inner) => new(
        LvsProblemIds.VersionMismatch, null, $"The director's answer cannot be read: {reason}",
        "Install the same version of lvsd and of ipvsadm.", inner);
}
