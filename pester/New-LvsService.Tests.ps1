BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'New-LvsService' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'gives the new service' {
        $service = New-LvsService -Protocol tcp -Address 192.0.2.20 -Port 443 -Scheduler sh `
            -SchedulerFlag sh-port, sh-fallback -PersistenceTimeout 60
        $service.Service | Should -Be 'tcp/192.0.2.20:443'
        $service.SchedulerFlag | Should -Be 'sh-fallback,sh-port'
        (Get-LvsService tcp/192.0.2.20:443).PersistenceTimeout | Should -Be 60
    }

    It 'takes a firewall mark' {
        (New-LvsService -FirewallMark 5 -AddressFamily Ipv6 -Scheduler rr).Service | Should -Be 'fwm6/5'
    }

    It 'refuses what is there already, and goes on with the next' {
        $rows = @(
            [pscustomobject]@{ Protocol = 'tcp'; Address = '192.0.2.10'; Port = '80' }
            [pscustomobject]@{ Protocol = 'udp'; Address = '192.0.2.10'; Port = '53' }
        )
        $made = $rows | New-LvsService -ErrorVariable problems -ErrorAction SilentlyContinue
        $made.Service | Should -Be 'udp/192.0.2.10:53'
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'ServiceExists,LvsPS.Commands.NewLvsServiceCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'ResourceExists'
    }

    It 'says what is missing' {
        { New-LvsService -Address 192.0.2.30 -ErrorAction Stop } | Should -Throw -ErrorId 'MissingIdentity,*'
        { New-LvsService -Address nonsense -Port 80 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidAddress,*'
    }

    It 'does nothing with -WhatIf' {
        New-LvsService -Address 192.0.2.20 -Port 443 -WhatIf | Should -BeNullOrEmpty
        @(Get-LvsService).Count | Should -Be 1
    }
}
