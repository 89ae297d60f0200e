BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Remove-LvsService' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'removes from the pipeline' {
        Get-LvsService | Remove-LvsService
        Get-LvsService | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf' {
        Remove-LvsService * -WhatIf
        @(Get-LvsService).Count | Should -Be 1
    }

    It 'reports one that is not there and removes the others' {
        Remove-LvsService tcp/192.0.2.99:80, tcp/192.0.2.10:80 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ServiceNotFound,*'
        Get-LvsService | Should -BeNullOrEmpty
    }
}
