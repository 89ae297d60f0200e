BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsTimeout' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'gives the director and its services' {
        (Get-LvsTimeout).Udp | Should -Be 300
        Set-LvsTimeout -Service tcp/192.0.2.10:80 -Tcp 60
        $own = Get-LvsService | Get-LvsTimeout
        $own.Tcp | Should -Be 60
        $own.Udp | Should -BeNullOrEmpty
    }
}
