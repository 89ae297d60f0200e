BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsSyncDaemon' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector }

    AfterAll { Stop-TestDirector }

    It 'finds by role' {
        Start-LvsSyncDaemon Backup v0 -WarningAction SilentlyContinue
        (Get-LvsSyncDaemon -Role Backup).Interface | Should -Be v0
        Get-LvsSyncDaemon -Role Master | Should -BeNullOrEmpty
        Stop-LvsSyncDaemon Backup
    }
}
