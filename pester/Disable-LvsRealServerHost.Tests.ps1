BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Disable-LvsRealServerHost' -Skip:$notRoot {
    BeforeAll { Import-Module "$PSScriptRoot/Harness/NodeHarness.psm1" -Force }

    BeforeEach { Start-TestNode }

    AfterEach {
        $null = Invoke-TestNode 'Disable-LvsRealServerHost'
        Stop-TestNode
    }

    It 'brings back what was there before, not zeroes' {
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.all.arp_announce=1 net.ipv4.conf.lo.arp_ignore=2
        Invoke-TestNodeProgram ip addr add 192.0.2.9/32 dev lo
        $before = Invoke-TestNodeProgram ip addr show lo
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.9, 192.0.2.10, 2001:db8::10 -ForwardingMethod Tunnel'
        $null = Invoke-TestNode 'Disable-LvsRealServerHost'
        Get-TestNodeSysctl net.ipv4.conf.all.arp_announce | Should -Be 1
        Get-TestNodeSysctl net.ipv4.conf.lo.arp_ignore | Should -Be 2
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 0
        Invoke-TestNodeProgram ip addr show lo | Should -Be $before
        Invoke-TestNodeProgram ip link show eth0 | Out-String | Should -Not -Match 'xdp'
    }

    It 'leaves alone what somebody else has changed since' {
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10'
        Invoke-TestNodeProgram sysctl -qw net.ipv4.conf.all.arp_ignore=8
        (Invoke-TestNode 'Disable-LvsRealServerHost').Warning | Should -BeLike '*arp_ignore is 8 now*'
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 8
        Get-TestNodeSysctl net.ipv4.conf.all.arp_announce | Should -Be 0
    }

    It 'keeps ARP silent until the last address goes' {
        $left = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10, 192.0.2.11; Disable-LvsRealServerHost 192.0.2.10 -PassThru'
        $left.VirtualAddress | Should -Be 192.0.2.11
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 1
        $none = Invoke-TestNode 'Disable-LvsRealServerHost 192.0.2.11 -PassThru'
        $none.Changes | Should -BeNullOrEmpty
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 0
    }

    It 'names an address that it was not asked to serve, and does nothing with -WhatIf or where nothing is' {
        (Invoke-TestNode 'Disable-LvsRealServerHost 192.0.2.77').ErrorId | Should -BeLike 'VirtualAddressNotFound,*'
        Invoke-TestNode 'Disable-LvsRealServerHost' | Should -BeNullOrEmpty
        $null = Invoke-TestNode 'Enable-LvsRealServerHost 192.0.2.10; Disable-LvsRealServerHost -WhatIf'
        Get-TestNodeSysctl net.ipv4.conf.all.arp_ignore | Should -Be 1
    }
}
