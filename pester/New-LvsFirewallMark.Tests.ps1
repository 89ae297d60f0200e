BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'New-LvsFirewallMark' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'adds a rule that a service can use' {
        (New-LvsFirewallMark 5 192.0.2.0/24 -Protocol Tcp -Ports 80-90).Id | Should -Be '5/tcp/192.0.2.0/24:80-90'
        { New-LvsFirewallMark 0 192.0.2.0/24 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidFirewallMark,*'
        New-LvsFirewallMark 6 192.0.2.0/24 -WhatIf
        @(Get-LvsFirewallMark).Count | Should -Be 1
    }
}
