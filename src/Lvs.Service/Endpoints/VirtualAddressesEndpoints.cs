using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Addressing;
using Lvs.Service.Conversion;
using Lvs.Service.Directors;
using Lvs.Service.OpenApi;
using Lvs.Service.Options;
using Lvs.Service.Problems;

namespace Lvs.Service.Endpoints;

/// <summary>/v1/virtual-addresses: addresses that lvsd puts on the director's interfaces.</summary>
internal sealed class VirtualAddressesEndpoints(DirectorControl control, IAddressManager manager, LvsdOptions options)
{
    private const string Path = "/v1/virtual-addresses";

    // The kernel and the list change together: one at a time.
    private readonly SemaphoreSlim _turn = new(1);

    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, new("listVirtualAddresses", "virtual-addresses", "The addresses that lvsd put on interfaces.")
        {
            Response = LvsJson.Default.ListLvsVirtualAddress,
        }, ListAsync);
        routes.Post(Path,
            new("addVirtualAddress", "virtual-addresses", "Puts an address on an interface, now and at every start.")
        {
            Request = RequestJson.Strict.LvsVirtualAddress,
            Response = LvsJson.Default.LvsVirtualAddress,
            Status = 201,
        }, AddAsync);
        routes.Delete(Path + "/{address}", new("removeVirtualAddress", "virtual-addresses", "Takes an address off again.")
        {
            Status = 204,
        }, RemoveAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        context.AllowQuery();
        return context.WriteAsync([.. control.State.VirtualAddresses], LvsJson.Default.ListLvsVirtualAddress);
    }

    private async Task AddAsync(HttpContext context)
    {
        context.AllowQuery();
        LvsVirtualAddress body = await RequestBody.ReadAsync(
            context, RequestJson.Strict.LvsVirtualAddress, options.MaximumBody);
        LvsVirtualAddress wanted = VirtualAddressRules.Complete(body);
        InetAddress address = InetAddress.Parse(wanted.Address!);
        await _turn.WaitAsync(context.RequestAborted);
        try
        {
            if (control.State.VirtualAddresses.Any(present => present.Address == wanted.Address))
            {
                throw Problem.Create(
                    ProblemCatalog.VirtualAddressExists, wanted.Address,
                    $"The virtual address {wanted.Address} is there already.",
                    "Remove it first, or leave it.");
            }

            bool added = manager.Add(address, wanted.PrefixLength!.Value, wanted.Interface!);
            try
            {
                await control.ChangeStateAsync(state => state with { VirtualAddresses = [.. state.VirtualAddresses, wanted] });
            }
            catch when (added)
            {
                manager.Remove(address, wanted.PrefixLength.Value, wanted.Interface!);
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }

        await context.WriteCreatedAsync($"{Path}/{Uri.EscapeDataString(wanted.Address!)}", wanted,
            LvsJson.Default.LvsVirtualAddress);
    }

    private async Task RemoveAsync(HttpContext context)
    {
        context.AllowQuery();
        string text = Values.Address(context.Route("address"), "the URL").ToString();
        await _turn.WaitAsync(context.RequestAborted);
        try
        {
            LvsVirtualAddress present = control.State.VirtualAddresses.FirstOrDefault(present => present.Address == text)
                ?? throw Problem.Create(
                    ProblemCatalog.VirtualAddressNotFound, text, $"lvsd put no virtual address {text} on any interface.",
                    $"GET {Path} lists those it did; 'ip addr' is for the others.");

            // The list first: what is in it comes back at every start, what is not can be taken off by hand.
            await control.ChangeStateAsync(state => state with
            {
                VirtualAddresses = [.. state.VirtualAddresses.Where(other => other.Address != text)],
            });
            manager.Remove(InetAddress.Parse(text), present.PrefixLength!.Value, present.Interface!);
        }
        finally
        {
            _turn.Release();
        }

        await context.WriteNothing();
    }
}
