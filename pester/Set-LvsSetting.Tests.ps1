BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Set-LvsSetting' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'sets, and takes its own output' {
        Set-LvsSetting sloppy_tcp 1 -WhatIf
        (Get-LvsSetting sloppy_tcp).Value | Should -Be 0
        (Set-LvsSetting sloppy_tcp 1 -PassThru).Value | Should -Be 1
        [pscustomobject]@{ Name = 'sloppy_tcp'; Value = '0' } | Set-LvsSetting
        (Get-LvsSetting sloppy_tcp).Value | Should -Be 0
    }

    It 'names what cannot be' {
        { Set-LvsSetting sloppy_tcp many -ErrorAction Stop } | Should -Throw '*many*' -ErrorId 'InvalidSetting,*'
        { Set-LvsSetting no_such 1 -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownSetting,*'
    }
}
