BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsFirewallMark' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'finds by mark' {
        $null = New-LvsFirewallMark 5 192.0.2.0/24
        $null = New-LvsFirewallMark 6 2001:db8::/32
        @(Get-LvsFirewallMark).Count | Should -Be 2
        (Get-LvsFirewallMark 6).Destination | Should -Be '2001:db8::/32'
    }
}
