using Lvs.Lab;
using Lvs.Lab.Processes;

namespace Lvs.Benchmarks.Lanes;

/// <summary>The contestants that are not ours: installed from the distribution, configured as their manuals have it.</summary>
internal static class Peers
{
    private static readonly (string Program, string Package)[] Packages =
        [("nft", "nftables"), ("haproxy", "haproxy"), ("nginx", "nginx-light"), ("wrk", "wrk"), ("taskset", "util-linux")];

    private const string StreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";

    /// <summary>Installs what is missing. Debian starts haproxy and nginx then, which policy-rc.d is told to leave.</summary>
    /// <exception cref="LabException">apt-get could not.</exception>
    public static async Task InstallAsync(CancellationToken cancellation)
    {
        List<string> missing = [.. Packages.Where(static entry => !Exists(entry.Program)).Select(static entry => entry.Package)];
        if (!File.Exists(StreamModule))
            missing.Add("libnginx-mod-stream");
        if (missing.Count == 0)
            return;
        Console.WriteLine($"Installing {string.Join(", ", missing)} with apt-get.");
        await Command.RunAsync(["apt-get", "-qq", "update"], cancellation: cancellation);
        CommandResult result = await Command.RunAsync(
            [
                "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1",
                "apt-get", "-qq", "install", "--yes", "--no-install-recommends", .. missing,
            ],
            cancellation: cancellation);
        result.EnsureSuccess();
    }

    /// <summary>Starts them on their directors.</summary>
    public static async Task StartAsync(Site site, CancellationToken cancellation)
    {
        const string to = $"{Lane.ServerAddress}:8080";
        string probed = $"{Lane.ServerAddress}:{VirtualServices.ServerPort + 1}";
        string rules = "add table ip nat; add chain ip nat prerouting { type nat hook prerouting priority -100; }; "
            + $"add rule ip nat prerouting ip daddr {Lane.VirtualAddress} meta l4proto {{ tcp, udp }} th dport 80 dnat to {to}; "
            + $"add rule ip nat prerouting ip daddr {VirtualServices.ProbeAddress} udp dport 80 dnat to {probed}";
        (await site.Nftables.Director.ExecuteAsync(["nft", rules], cancellation)).EnsureSuccess();
        foreach (Lane lane in new[] { site.Haproxy, site.Nginx })
        {
            await lane.Director.IpAsync($"addr add {Lane.VirtualAddress}/32 dev lo", cancellation);
            lane.Director.SetSysctl("net/ipv4/ip_local_port_range", "1024 65535");
            lane.Director.SetSysctl("net/core/somaxconn", "4096");
        }

        string cpu = $"{Traffic.Affinity.Contestants}";
        string haproxy = Write(site, "haproxy.cfg", $"""
            global
              maxconn 8000
            defaults
              mode tcp
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            listen web
              bind {Lane.VirtualAddress}:80 backlog 4096
              server one {to}

            """);
        site.Start(site.Haproxy, static lane => lane.Director, "haproxy", "taskset", "-c", cpu, "haproxy", "-db", "-f", haproxy);
        string stream = $"stream {{ server {{ listen {Lane.VirtualAddress}:80 backlog=4096; proxy_pass {to}; }} }}";
        StartNginx(site, site.Nginx, static lane => lane.Director, "nginx-stream", $"load_module {StreamModule};", stream, cpu);
    }

    /// <summary>Starts nginx as the real server of a lane: a short answer from memory.</summary>
    public static void StartWebServer(Site site, Lane lane) => StartNginx(
        site, lane, static one => one.Server, $"web-{lane.Name}", "",
        "http { access_log off; keepalive_requests 1000000; "
            + "server { listen 0.0.0.0:8080 backlog=4096; location / { return 200 \"ok\\n\"; } } }",
        null);

    private static void StartNginx(
        Site site, Lane lane, Func<Lane, Lab.Network.LabNode> node, string name, string modules, string body, string? cpu)
    {
        string errors = Path.Combine(site.Directory.Root, name + ".err");
        string file = Write(site, name + ".conf", $"""
            {modules}
            daemon off;
            master_process off;
            pid {Path.Combine(site.Directory.Root, name + ".pid")};
            error_log {errors};
            events {"{ worker_connections 8192; }"}
            {body}

            """);
        string[] keep = cpu is null ? [] : ["taskset", "-c", cpu];
        site.Start(lane, node, name, [.. keep, "nginx", "-c", file, "-e", errors]);
    }

    private static string Write(Site site, string name, string text)
    {
        string path = Path.Combine(site.Directory.Root, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static bool Exists(string program) => new[] { "/usr/sbin", "/usr/bin", "/sbin", "/bin" }
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
