BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Set-LvsService' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'changes only what is given' {
        Set-LvsService tcp/192.0.2.10:80 -PersistenceTimeout 300
        $service = Get-LvsService tcp/192.0.2.10:80
        $service.Scheduler | Should -Be wrr
        $service.PersistenceTimeout | Should -Be 300
    }

    It 'takes services from the pipeline' {
        (Get-LvsService | Set-LvsService -Scheduler wlc -PassThru).Scheduler | Should -Be wlc
    }

    It 'names an unknown scheduler and changes nothing' {
        { Set-LvsService tcp/192.0.2.10:80 -Scheduler best -ErrorAction Stop } |
            Should -Throw '*best*' -ErrorId 'UnknownScheduler,*'
        (Get-LvsService).Scheduler | Should -Be wrr
    }

    It 'does nothing with -WhatIf' {
        Set-LvsService tcp/192.0.2.10:80 -Scheduler rr -WhatIf
        (Get-LvsService).Scheduler | Should -Be wrr
    }
}
