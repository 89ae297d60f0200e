BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Remove-LvsConnection' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'removes what the filter names' {
        Add-TestConnection 3
        Remove-LvsConnection -Service udp/10.9.0.1:53 -WhatIf
        @(Get-LvsConnection -Service udp/10.9.0.1:53).Count | Should -BeGreaterOrEqual 3
        Remove-LvsConnection -Service udp/10.9.0.1:53 -Force
        @(Get-LvsConnection -Service udp/10.9.0.1:53).Count | Should -Be 0
    }
}
