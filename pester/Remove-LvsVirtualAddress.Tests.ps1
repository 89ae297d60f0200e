BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Remove-LvsVirtualAddress' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'takes the address off' {
        Add-LvsVirtualAddress 192.0.2.77 v0
        Get-LvsVirtualAddress | Remove-LvsVirtualAddress -WhatIf
        @(Get-LvsVirtualAddress).Count | Should -Be 1
        Get-LvsVirtualAddress | Remove-LvsVirtualAddress
        ip -n (Get-TestDirector).Name addr show v0 | Out-String | Should -Not -Match '192.0.2.77'
    }
}
