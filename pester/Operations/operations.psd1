# What the operational checks hold a director to. Copy it, keep what differs from the defaults (these are they), and name it:
#   pwsh Invoke-LvsOperations.ps1 -Configuration /etc/lvs/operations.psd1
@{
    # Which director; without it $env:LVS_SOCKET, else /run/lvs/lvsd.sock.
    # Director = '/run/lvs/lvsd.sock'

    Smoke      = @{
        MaximumAnswerMilliseconds = 1000
        MinimumServices           = 1
        RequireNativeXdp          = $false
        # Version                 = '0.1.0'
    }

    Service    = @{
        # Real servers with a weight, of every service.
        MinimumRealServers  = 1
        TimeoutMilliseconds = 3000
        # Services that must be there. Url is asked from where the checks run: not on the director, which is no client of itself.
        Expected            = @(
            # @{ Service = 'tcp/192.0.2.10:80'; Scheduler = 'wrr'; MinimumRealServers = 2; Url = 'http://192.0.2.10/' }
        )
    }

    RealServer = @{
        # For real servers of TCP services: each must accept a connection from here.
        TimeoutMilliseconds = 2000
        # $false: a suspended real server (Suspend-LvsRealServer) is a fault.
        AllowSuspended      = $true
        # Real servers that are not asked, by address and port; * and ? stand for any text.
        Exclude             = @()
        # Services whose real servers must give a page with a status below 400.
        Http                = @{
            # 'tcp/192.0.2.10:80' = '/health'
        }
    }

    Capacity   = @{
        # Of each of the director's tables.
        MaximumTablePercent     = 80
        # Of a real server's upper threshold.
        MaximumThresholdPercent = 90
        # Of a service's weights, how much must not be suspended.
        MinimumWeightPercent    = 50
        # Connections a second, over all services; 0 is no limit.
        MaximumConnectionRate   = 0
    }

    Drift      = @{
        # A file of Export-LvsRules that the rules must be equal to; beside this file unless the path is absolute.
        # Path = 'rules.json'
    }
}
