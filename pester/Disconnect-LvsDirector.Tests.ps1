BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Disconnect-LvsDirector' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'goes back to the environment' {
        $null = Connect-LvsDirector $env:LVS_SOCKET
        Disconnect-LvsDirector
        $socket = $env:LVS_SOCKET
        $env:LVS_SOCKET = '/nowhere/s'
        try { { Get-LvsService } | Should -Throw -ErrorId 'DirectorNotRunning,*' }
        finally { $env:LVS_SOCKET = $socket }
    }
}
