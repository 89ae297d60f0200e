BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Enable-LvsRealServerHost' -Skip:$notRoot {
    BeforeAll { Import-Module "$PSScriptRoot/Harness/NodeHarness.psm1" -Force }

    BeforeEach { Start-TestNode }

    AfterEach {
        $record = Invoke-TestNode 'Disable-LvsRealServerHost -PassThru' | ForEach-Object RecordPath
        Stop-TestNode
        Test-Path "$record" | Should -BeFalse
    }

    It 'puts the address on lo and silences ARP, as rs.sh does' {
        Test-TestNodeArp 192.0.2.10 | Should -BeFalse
        Invoke-TestNodeProgram ip addr add 192.0.2.10/32 dev lo
        Test-TestNodeArp 192.0.2.10 | Should -BeTrue
        Invoke-TestNodeProgram ip addr del 192.0.2.10/32 dev lo
        $host10 = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -PassThru'
        $host10.VirtualAddress | Should -Be 192.0.2.10
        $host10.ForwardingMethod | Should -Be DirectRouting
        Invoke-TestNodeProgram ip addr show lo | Out-String | Should -Match '192\.0\.2\.10/32'
        foreach ($device in 'all', 'lo') {
            Get-TestNodeSysctl net.ipv4.conf.$device.arp_ignore | Should -Be 1
            Get-TestNodeSysctl net.ipv4.conf.$device.arp_announce | Should -Be 2
        }
        Test-TestNodeArp 192.0.2.10 | Should -BeFalse
    }

    It 'changes nothing a second time, and records the values from before the first' {
        $twice = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -PassThru; Enable-LvsRealServerHost 192.0.2.10 -PassThru'
        $twice[1].Changes | Should -Be $twice[0].Changes
        $twice[1].Changes | Should -Contain 'net/ipv4/conf/all/arp_ignore: Set to 1 (it was 0)'
    }

    It 'puts an IPv6 address where it is no source of the host''s own connections' {
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 2001:db8::10'
        Invoke-TestNodeProgram ip addr show lo | Out-String | Should -Match '2001:db8::10/128 .*deprecated'
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 0
    }

    It 'takes tunnels apart' {
        $changes = (Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -ForwardingMethod Tunnel -PassThru').Changes
        $link = Invoke-TestNodeProgram ip link show | Out-String
        if ($link -match 'tunl0') { $changes | Should -Contain 'tunl0: Set up' }
        else { $link | Should -Match 'name lvs_decap' }
    }

    It 'attaches the decapsulator where it is told to, and only where nothing else is' {
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -ForwardingMethod Tunnel -TunnelType Gue -Interface eth0'
        Invoke-TestNodeProgram ip link show eth0 | Out-String | Should -Match 'name lvs_decap'
        $null = Invoke-TestNode 'Disable-LvsRealServerHost'
        Invoke-TestNodeProgram ip link set dev eth0 xdp obj "$PSScriptRoot/../src/Lvs.Xdp/bpf/pass.bpf.o" sec xdp
        $refused = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -ForwardingMethod Tunnel -Decapsulation Xdp'
        $refused.ErrorId | Should -Be 'XdpInUse,LvsPS.Commands.EnableLvsRealServerHostCommand'
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 0 -Because 'what was done before the failure is undone'
    }

    It 'names an address that cannot be, or is somewhere else, and does the others' {
        $found = Invoke-TestNode 'Enable-LvsRealServerHost 10.9.0.2, nonsense, 127.0.0.1, 192.0.2.10 -PassThru'
        ($found | Where-Object ErrorId).ErrorId | Should -Be ('VirtualAddressElsewhere', 'InvalidAddress', 'InvalidAddress' |
                ForEach-Object { "$_,LvsPS.Commands.EnableLvsRealServerHostCommand" })
        $found[-1].VirtualAddress | Should -Be 192.0.2.10
        $masqueraded = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.11 -ForwardingMethod Masquerade'
        $masqueraded.ErrorId | Should -BeLike 'NothingToEnable,*'
    }

    It 'takes addresses from the pipeline' {
        $row = '[pscustomobject]@{ Service = "tcp/192.0.2.10:80"; Address = "192.0.2.10" }'
        $found = Invoke-TestNode "$row | Enable-LvsRealServerHost -PassThru"
        $found.VirtualAddress | Should -Be 192.0.2.10
    }

    It 'does nothing with -WhatIf' {
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10 -ForwardingMethod Tunnel -WhatIf'
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 0
        Invoke-TestNodeProgram ip addr show lo | Out-String | Should -Not -Match '192\.0\.2\.10'
        Invoke-TestNodeProgram ip link show eth0 | Out-String | Should -Not -Match 'xdp'
    }
}
