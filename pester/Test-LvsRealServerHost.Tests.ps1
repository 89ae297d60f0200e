BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Test-LvsRealServerHost' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/NodeHarness.psm1" -Force

        # The names of the checks that fail, after a mistake was made; each failure has to say how to mend it.
        function Find-Mistake([string] $Arguments) {
            $failed = @(Invoke-TestNode "Test-LvsRealServerHost $Arguments" | Where-Object { -not $_.Passed })
            $failed | ForEach-Object { if (-not $_.Remedy) { throw "$($_.Name) failed without a remedy." } }
            $failed.Name
        }
    }

    BeforeEach {
        Start-TestNode
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -ForwardingMethod Tunnel -Decapsulation Xdp'
    }

    AfterEach {
        $null = Invoke-TestNode 'Disable-LvsRealServerHost'
        Stop-TestNode
    }

    It 'finds nothing wrong with what Enable-LvsRealServerHost has made' {
        $results = Invoke-TestNode 'Test-LvsRealServerHost -ForwardingMethod DirectRouting'
        $results.Name | Should -Be VirtualAddress, ArpIgnore, ArpAnnounce, RouteBack, Gateway, ReversePath
        $results.Passed | Should -Not -Contain $false
        Invoke-TestNode 'Test-LvsRealServerHost -ForwardingMethod DirectRouting -Quiet' | Should -BeTrue
    }

    It 'finds a virtual address that is missing, elsewhere or too wide' {
        Find-Mistake '192.0.2.11 -ForwardingMethod DirectRouting' | Should -Be VirtualAddress
        Invoke-TestNodeProgram ip addr add 192.0.2.12/32 dev eth0
        Find-Mistake '192.0.2.12 -ForwardingMethod DirectRouting' | Should -Be VirtualAddress
        Invoke-TestNodeProgram ip addr add 192.0.2.13/24 dev lo
        Find-Mistake '192.0.2.13 -ForwardingMethod DirectRouting' | Should -Contain VirtualAddress
    }

    It 'finds ARP that is not silenced, also on one interface alone' {
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.all.arp_ignore=0
        Find-Mistake '-ForwardingMethod DirectRouting' | Should -Be ArpIgnore
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.eth0.arp_ignore=3
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.all.arp_announce=0
        Find-Mistake '-ForwardingMethod DirectRouting' | Should -Be ArpIgnore, ArpAnnounce
    }

    It 'finds that there is no route back' {
        Invoke-TestNodeProgram ip route del default
        Find-Mistake '-ForwardingMethod DirectRouting' | Should -Be RouteBack
        Find-Mistake '-ForwardingMethod DirectRouting -Client 10.9.0.77' | Should -BeNullOrEmpty
    }

    It 'finds a gateway that is not the director with masquerading, and one that is without' {
        Find-Mistake '-ForwardingMethod Masquerade -DirectorAddress 10.9.0.1' | Should -BeNullOrEmpty
        Find-Mistake '-ForwardingMethod Masquerade -DirectorAddress 10.9.0.77' | Should -Be Gateway
        Find-Mistake '-ForwardingMethod Masquerade -DirectorAddress 10.9.0.1 -Client 10.9.0.50' | Should -Be Gateway
        Find-Mistake '-ForwardingMethod DirectRouting -DirectorAddress 10.9.0.1' | Should -Be Gateway
        Invoke-TestNodeProgram ip route del default
        Find-Mistake '-ForwardingMethod Masquerade -DirectorAddress 10.9.0.1' | Should -Be RouteBack
    }

    It 'finds a strict reverse path filter where answers go another way' {
        Invoke-TestNodeProgram ip link add in0 type veth peer name in1
        Invoke-TestNodeProgram ip addr add 10.8.0.2/24 dev in0
        Invoke-TestNodeProgram ip link set in0 up
        Invoke-TestNodeProgram ip link set in1 up
        Find-Mistake '-ForwardingMethod DirectRouting -DirectorAddress 10.8.0.1' | Should -BeNullOrEmpty
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.in0.rp_filter=1
        Find-Mistake '-ForwardingMethod DirectRouting -DirectorAddress 10.8.0.1' | Should -Be ReversePath
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.in0.rp_filter=2
        Find-Mistake '-ForwardingMethod DirectRouting -Interface in0' | Should -BeNullOrEmpty
    }

    It 'finds a tunnel that nobody takes apart, and one that clients'' segments do not fit' {
        Find-Mistake '' | Should -Be Mtu
        Invoke-TestNodeProgram ip route change default via 10.9.0.1 advmss 1440
        Find-Mistake '' | Should -BeNullOrEmpty
        Find-Mistake '-TunnelType Gue' | Should -Be Mtu
        Invoke-TestNodeProgram ip link set dev eth0 xdp off
        Find-Mistake '' | Should -Be Decapsulation
    }

    It 'finds a server that listens on another port' {
        $server = Start-Process nsenter -PassThru -ArgumentList @(
            "--net=/run/netns/$((Get-TestNode).Name)", 'pwsh', '-NoProfile', '-Command',
            '$l = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Any, 8080); $l.Start(); Start-Sleep 60')
        try {
            $limit = [Diagnostics.Stopwatch]::StartNew()
            while (-not (nsenter "--net=/run/netns/$((Get-TestNode).Name)" ss -Hltn) -and $limit.Elapsed.TotalSeconds -lt 20) {
                Start-Sleep -Milliseconds 100
            }
            $port = Invoke-TestNode 'Test-LvsRealServerHost -ForwardingMethod DirectRouting -Port 80' | Where-Object Name -eq Port
            $port.Passed | Should -BeFalse
            $port.Found | Should -Be 'Servers listen on port 8080 only.'
            Find-Mistake '-ForwardingMethod DirectRouting -Port 8080' | Should -BeNullOrEmpty
        }
        finally { $server.Kill() }
    }

    It 'refuses what is no address' {
        (Invoke-TestNode 'Test-LvsRealServerHost -DirectorAddress nonsense').ErrorId | Should -BeLike 'InvalidAddress,*'
    }
}
