BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsVirtualAddress' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'finds by address' {
        Add-LvsVirtualAddress 192.0.2.77 v0
        (Get-LvsVirtualAddress 192.*).Interface | Should -Be v0
        Get-LvsVirtualAddress 10.* | Should -BeNullOrEmpty
    }
}
