BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Set-LvsTimeout' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'sets the director, and leaves what is not given' {
        $before = Get-LvsTimeout
        Set-LvsTimeout -Tcp 1234 -WhatIf
        (Get-LvsTimeout).Tcp | Should -Be $before.Tcp
        $after = Set-LvsTimeout -Tcp 1234 -PassThru
        $after.Tcp | Should -Be 1234
        $after.Udp | Should -Be $before.Udp
        Set-LvsTimeout -Tcp $before.Tcp
    }

    It 'sets a service, which can follow the director again' {
        Set-LvsTimeout -Service tcp/192.0.2.10:80 -Tcp 60
        Set-LvsTimeout -Service tcp/192.0.2.10:80 -TcpFin 5
        $own = Get-LvsTimeout tcp/192.0.2.10:80
        $own.Tcp, $own.TcpFin | Should -Be 60, 5
        Set-LvsTimeout -Service tcp/192.0.2.10:80 -Inherit
        (Get-LvsTimeout tcp/192.0.2.10:80).Tcp | Should -BeNullOrEmpty
    }
}
