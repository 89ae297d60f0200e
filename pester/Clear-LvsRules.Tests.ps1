BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Clear-LvsRules' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'removes all services' {
        Clear-LvsRules -Force
        Get-LvsService | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf, even with -Force' {
        Clear-LvsRules -Force -WhatIf
        @(Get-LvsService).Count | Should -Be 1
    }
}
