BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Add-LvsVirtualAddress' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'puts the address on the interface' {
        (Add-LvsVirtualAddress 192.0.2.77 v0 -PassThru).PrefixLength | Should -Be 32
        ip -n (Get-TestDirector).Name addr show v0 | Out-String | Should -Match '192.0.2.77/32'
        { Add-LvsVirtualAddress 192.0.2.78 nosuch0 -ErrorAction Stop } | Should -Throw -ErrorId 'InterfaceNotFound,*'
        Add-LvsVirtualAddress 192.0.2.79 v0 -WhatIf
        (Get-LvsVirtualAddress).Address | Should -Be 192.0.2.77
    }
}
