BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Start-LvsSyncDaemon' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'lists the daemon and says that nothing is synchronised' {
        $daemon = Start-LvsSyncDaemon Master v0 -SyncId 7 -PassThru -WarningVariable warned -WarningAction SilentlyContinue
        $daemon.SyncId | Should -Be 7
        $warned | Should -BeLike '*not synchronise*'
        { Start-LvsSyncDaemon Master v0 -ErrorAction Stop } | Should -Throw -ErrorId 'SyncDaemonExists,*'
        Stop-LvsSyncDaemon Master
    }

    It 'does nothing with -WhatIf' {
        Start-LvsSyncDaemon Backup v0 -WhatIf
        Get-LvsSyncDaemon | Should -BeNullOrEmpty
    }
}
