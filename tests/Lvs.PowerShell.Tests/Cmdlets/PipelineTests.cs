using Lvs.Client;
using Lvs.Service.Tests.Fakes;
using LvsPS;

namespace Lvs.PowerShell.Tests.Cmdlets;

/// <summary>The pipelines that people write, through the unmodified module against an lvsd with a director in memory.</summary>
public sealed class PipelineTests
{
    private const string Web = "tcp/192.0.2.10:80";

    [Fact]
    public async Task A_new_service_takes_real_servers_from_the_next_cmdlet()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.ClearRulesAsync();
        Pipeline pipeline = new Pipeline()
            .Then<NewLvsServiceCommand>(
                ("Director", server.SocketPath), ("Address", "192.0.2.10"), ("Port", 80), ("Scheduler", "wrr"))
            .Then<AddLvsRealServerCommand>(
                ("Director", server.SocketPath), ("Address", new[] { "10.0.0.11", "10.0.0.12" }), ("Port", 8080),
                ("ForwardingMethod", ForwardingMethod.Masquerade), ("Weight", 2), ("PassThru", true))
            .Run();
        Assert.Empty(pipeline.Errors);
        Assert.Equal(["10.0.0.11:8080", "10.0.0.12:8080"], pipeline.Output.Cast<RealServer>().Select(real => real.Endpoint));
        Assert.Equal(2, (await server.Client.GetServersAsync(Web)).Count);
    }

    [Fact]
    public async Task Rows_of_a_table_are_real_servers()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        Pipeline pipeline = Pipeline.From()
            .Then<AddLvsRealServerCommand>(("Director", server.SocketPath))
            .Run(
                PSObject.Bag(("Service", Samples.WebId), ("Address", "10.0.0.8"), ("Port", "81"),
                    ("ForwardingMethod", "masquerade"), ("Weight", "4"), ("TunnelType", ""), ("TunnelPort", "")),
                PSObject.Bag(("Service", Samples.WebId), ("Address", "10.0.0.9"), ("Port", ""), ("ForwardingMethod", "Tunnel"),
                    ("Weight", ""), ("TunnelType", "gue"), ("TunnelPort", "6080")));
        Assert.Empty(pipeline.Errors);
        LvsRealServer masqueraded = await server.Client.GetServerAsync(Samples.WebId, "10.0.0.8:81");
        Assert.Equal((4, LvsForwardingMethod.Masquerade), (masqueraded.Weight, masqueraded.ForwardingMethod));
        Assert.Equal(6080, (await server.Client.GetServerAsync(Samples.WebId, "10.0.0.9:80")).TunnelPort);
    }

    [Fact]
    public async Task One_error_an_object_and_the_next_one_follows()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        Pipeline pipeline = Pipeline.From()
            .Then<RemoveLvsServiceCommand>(("Director", server.SocketPath))
            .Run("tcp/192.0.2.99:80", Samples.WebId, "nonsense");
        Assert.Equal(["ServiceNotFound", "InvalidServiceId"], pipeline.Errors.Select(error => error.ErrorId));
        Assert.Equal(ErrorCategory.ObjectNotFound, pipeline.Errors[0].CategoryInfo.Category);
        Assert.Equal("tcp/192.0.2.99:80", pipeline.Errors[0].TargetObject);
        Assert.Single(await server.Client.GetServicesAsync());
    }

    [Fact]
    public void A_director_that_is_away_ends_the_pipeline_with_advice()
    {
        TerminatingErrorException e = Assert.Throws<TerminatingErrorException>(() => Pipeline.From()
            .Then<GetLvsServiceCommand>(("Director", "/nowhere/s")).Run("tcp/192.0.2.1:80", "tcp/192.0.2.2:80"));
        Assert.Equal("DirectorNotRunning", e.Error.ErrorId);
        Assert.Equal(ErrorCategory.ResourceUnavailable, e.Error.CategoryInfo.Category);
        Assert.Contains("systemctl start lvsd", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_connections_ends_when_somebody_has_enough()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Host.Table.Count = 1_000_000;
        server.Host.Table.Make = Samples.Row;
        Pipeline pipeline = new Pipeline().Then<GetLvsConnectionCommand>(("Director", server.SocketPath)).First(5).Run();
        Assert.Equal(5, pipeline.Output.Count);
        Assert.All(pipeline.Output, item => Assert.Equal(Samples.WebId, Assert.IsType<Connection>(item).Service));
    }

    [Fact]
    public async Task Connections_of_the_pipeline_are_removed_and_no_others()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Host.Table.Count = 10_000;
        server.Host.Table.Make = Samples.Row;
        Pipeline pipeline = new Pipeline().Then<GetLvsConnectionCommand>(("Director", server.SocketPath), ("First", 5000L))
            .Then<RemoveLvsConnectionCommand>(("Director", server.SocketPath), ("Force", true)).Run();
        Assert.Empty(pipeline.Errors);
        Assert.Equal(5000, pipeline.Confirmed.Count);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (long)i), server.Host.Table.Removed.Order());
        Assert.Equal(["4096 connections were removed.", "904 connections were removed."], pipeline.Verbose);
    }

    [Fact]
    public async Task What_is_no_connection_removes_nothing()
    {
        await using TestServer server = await TestServer.StartAsync();
        server.Host.Table.Count = 10;
        server.Host.Table.Make = Samples.Row;
        Pipeline pipeline = Pipeline.From()
            .Then<RemoveLvsConnectionCommand>(("Director", server.SocketPath), ("Force", true))
            .Run(
                PSObject.Bag(("Service", Samples.WebId)),
                PSObject.Bag(("Protocol", "tcp"), ("ClientAddress", "198.51.0"), ("ClientPort", 1),
                    ("VirtualAddress", "192.0.2.1"), ("VirtualPort", 80)));
        Assert.Equal(["InvalidConnection", "InvalidConnection"], pipeline.Errors.Select(error => error.ErrorId));
        Assert.Contains("'198.51.0'", pipeline.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Host.Table.Removed);
    }

    [Fact]
    public async Task A_plan_is_made_only_for_who_sees_it()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.SetRulesAsync(Samples.Rules());
        Pipeline shown = Pipeline.From()
            .Then<ImportLvsRulesCommand>(("Director", server.SocketPath), ("WhatIf", true)).Run("""{"services":[]}""");
        Assert.Contains($"Removed service {Samples.WebId}", Assert.Single(shown.Confirmed), StringComparison.Ordinal);
        Assert.Equal(2, (await server.Client.GetServicesAsync()).Count);
        Pipeline unseen = Pipeline.From()
            .Then<ImportLvsRulesCommand>(("Director", server.SocketPath)).Run("""{"services":[]}""");
        Assert.Equal("Import LVS rules on the rules of the director", Assert.Single(unseen.Confirmed));
        Assert.Empty(unseen.Output);
        Assert.Empty(await server.Client.GetServicesAsync());
    }

    [Fact]
    public async Task A_stop_reaches_a_cmdlet_that_waits()
    {
        await using TestServer server = await TestServer.StartAsync();
        Pipeline pipeline = new Pipeline().Then<WatchLvsStatisticCommand>(("Director", server.SocketPath), ("Interval", 3600.0));
        Task run = Task.Run(() => pipeline.Run());
        while (pipeline.Output.Count == 0)
            await Task.Delay(10);
        pipeline.Stop();
        await Assert.ThrowsAsync<PipelineStoppedException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Suspend_and_resume_go_back_to_the_weight()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        Pipeline suspended = new Pipeline().Then<GetLvsRealServerCommand>(("Director", server.SocketPath))
            .Then<SuspendLvsRealServerCommand>(("Director", server.SocketPath), ("PassThru", true)).Run();
        Assert.Equal([0, 0], suspended.Output.Cast<RealServer>().Select(real => real.Weight));
        Pipeline resumed = new Pipeline().Then<GetLvsRealServerCommand>(("Director", server.SocketPath))
            .Then<ResumeLvsRealServerCommand>(("Director", server.SocketPath), ("PassThru", true)).Run();
        Assert.Equal([2, 3], resumed.Output.Cast<RealServer>().Select(real => real.Weight));
    }

    [Fact]
    public async Task What_has_no_connections_is_drained_at_once()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        Pipeline pipeline = new Pipeline().Then<GetLvsRealServerCommand>(("Director", server.SocketPath))
            .Then<RemoveLvsRealServerCommand>(("Director", server.SocketPath), ("Drain", true)).Run();
        Assert.Empty(pipeline.Errors);
        Assert.Empty(await server.Client.GetServersAsync(Samples.WebId));
    }

    [Fact]
    public async Task A_service_is_no_real_server()
    {
        await using TestServer server = await TestServer.StartAsync();
        await server.Client.AddServiceAsync(Samples.Web());
        Pipeline pipeline = new Pipeline().Then<GetLvsServiceCommand>(("Director", server.SocketPath))
            .Then<AddLvsRealServerCommand>(("Director", server.SocketPath)).Run();
        Assert.Equal("MissingAddress", Assert.Single(pipeline.Errors).ErrorId);
        Assert.Equal(2, (await server.Client.GetServersAsync(Samples.WebId)).Count);
    }
}
