BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsSetting' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'gives settings by name' {
        (Get-LvsSetting conn_reuse_mode).Value | Should -Be 1
        (Get-LvsSetting drop_*).Name | Should -Be drop_entry, drop_packet
        (Get-LvsSetting sync_threshold).Value | Should -Be '3 50'
    }

    It 'names one that is not there' {
        { Get-LvsSetting no_such -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownSetting,*'
    }
}
