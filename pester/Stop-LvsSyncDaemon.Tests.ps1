BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Stop-LvsSyncDaemon' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'withdraws a daemon' {
        Start-LvsSyncDaemon Backup v0 -WarningAction SilentlyContinue
        Get-LvsSyncDaemon | Stop-LvsSyncDaemon -WhatIf
        @(Get-LvsSyncDaemon).Count | Should -Be 1
        Get-LvsSyncDaemon | Stop-LvsSyncDaemon
        Get-LvsSyncDaemon | Should -BeNullOrEmpty
        { Stop-LvsSyncDaemon Backup -ErrorAction Stop } | Should -Throw -ErrorId 'SyncDaemonNotFound,*'
    }
}
