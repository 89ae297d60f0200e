BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Test-LvsDirector' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        $name = (Get-TestDirector).Name

        # What fails, as name and target; each failure has to say how to mend it.
        function Find-Mistake {
            Test-LvsDirector | Where-Object Passed -eq $false | ForEach-Object {
                if (-not $_.Remedy) { throw "$($_.Name) failed without a remedy." }
                "$($_.Name) $($_.Target)"
            }
        }
    }

    BeforeEach {
        Clear-TestDirector
        nsenter "--net=/run/netns/$name" sysctl -qw net.ipv4.ip_forward=1
        $null = New-LvsService -Address 10.9.0.1 -Port 80
        Add-LvsRealServer tcp/10.9.0.1:80 10.9.0.2 8080 -ForwardingMethod Masquerade
    }

    AfterAll { Stop-TestDirector }

    It 'finds nothing wrong with a director that works' {
        Find-Mistake | Should -BeNullOrEmpty
        Test-LvsDirector -Quiet | Should -BeTrue
        (Test-LvsDirector | Where-Object Name -eq Interface).Found | Should -BeLike 'It carries lvsd''s XDP program (*).'
    }

    It 'finds that the director is down, and does not fail for it' {
        $result = Test-LvsDirector /nowhere/s -ErrorAction Stop
        $result.Name, $result.Passed | Should -Be Director, $false
        $result.Remedy | Should -BeLike '*Start lvsd*'
        Test-LvsDirector /nowhere/s -Quiet | Should -BeFalse
    }

    It 'finds forwarding turned off where it is needed' {
        nsenter "--net=/run/netns/$name" sysctl -qw net.ipv4.ip_forward=0
        Find-Mistake | Should -Be 'Forwarding IPv4'
        Get-LvsRealServer | Remove-LvsRealServer
        Add-LvsRealServer tcp/10.9.0.1:80 10.9.0.2
        Find-Mistake | Should -BeNullOrEmpty
    }

    It 'finds a virtual address that is nowhere, and services without real servers' {
        $null = New-LvsService -Address 192.0.2.10 -Port 80
        Find-Mistake | Should -Be 'VirtualAddress 192.0.2.10', 'RealServers tcp/192.0.2.10:80'
        $null = Add-LvsVirtualAddress 192.0.2.10 -Interface v0
        Add-LvsRealServer tcp/192.0.2.10:80 10.9.0.2 -Weight 0
        Find-Mistake | Should -Be 'RealServers tcp/192.0.2.10:80'
    }

    It 'finds real servers without a route, and behind a router with direct routing' {
        Add-LvsRealServer tcp/10.9.0.1:80 203.0.113.9 8080 -ForwardingMethod Masquerade
        Find-Mistake | Should -Be 'RealServerRoute 203.0.113.9'
        ip -n $name route add 203.0.113.0/24 via 10.9.0.2
        try {
            Find-Mistake | Should -BeNullOrEmpty
            Add-LvsRealServer tcp/10.9.0.1:80 203.0.113.10
            Find-Mistake | Should -Be 'RealServerRoute 203.0.113.10'
        }
        finally { ip -n $name route del 203.0.113.0/24 }
    }

    It 'finds a real server that does not answer' {
        Add-LvsRealServer tcp/10.9.0.1:80 10.9.0.99
        nsenter "--net=/run/netns/$name" bash -c 'echo x > /dev/udp/10.9.0.99/9' 2> $null
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while ((ip -n $name neigh show to 10.9.0.99) -match 'INCOMPLETE' -and $limit.Elapsed.TotalSeconds -lt 10) {
            Start-Sleep -Milliseconds 100
        }
        Find-Mistake | Should -Be 'RealServerRoute 10.9.0.99'
    }

    It 'finds an interface without the XDP program' {
        ip -n $name link add w0 type veth peer name w1
        try {
            ip -n $name addr add 10.7.0.1/24 dev w0
            ip -n $name link set w0 up
            ip -n $name link set w1 up
            Add-LvsRealServer tcp/10.9.0.1:80 10.7.0.2 8080 -ForwardingMethod Masquerade
            Find-Mistake | Where-Object { $_ -like 'Interface*' } | Should -Be 'Interface w0'
        }
        finally { ip -n $name link del w0 }
    }

    It 'finds a tunnel too narrow for clients'' packets' {
        Add-LvsRealServer tcp/10.9.0.1:80 10.9.0.2 -ForwardingMethod Tunnel
        Find-Mistake | Should -Be 'Mtu 10.9.0.2'
        (Test-LvsDirector | Where-Object Name -eq Mtu).Found | Should -BeLike '*1500 bytes become 1520*takes 1500.'
    }

    It 'finds a port that direct routing cannot map' {
        $null = New-LvsService -FirewallMark 7 | Add-LvsRealServer -Address 10.9.0.2 -Port 8080
        Find-Mistake | Should -Contain 'PortMapping 10.9.0.2:8080 of fwm/7'
    }
}
