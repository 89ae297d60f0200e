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

    It 'begins with another scheduler without the flags of the one before' {
        $null = Set-LvsService tcp/192.0.2.10:80 -Scheduler sh -SchedulerFlag sh-port, sh-fallback
        (Set-LvsService tcp/192.0.2.10:80 -Scheduler sh -PassThru).SchedulerFlag | Should -Be 'sh-fallback,sh-port'
        (Set-LvsService tcp/192.0.2.10:80 -Scheduler rr -PassThru).SchedulerFlag | Should -BeNullOrEmpty
    }

    It 'changes of a service from the pipeline only what is named' {
        $null = Set-LvsService tcp/192.0.2.10:80 -Scheduler sh -SchedulerFlag sh-port -PersistenceTimeout 60 -TcpTimeout 77
        $before = Get-LvsService
        Set-LvsService tcp/192.0.2.10:80 -PersistenceTimeout 120 -TcpTimeout 88
        $after = $before | Set-LvsService -Scheduler rr -PassThru
        $after.Scheduler | Should -Be rr
        $after.SchedulerFlag | Should -BeNullOrEmpty
        $after.PersistenceTimeout | Should -Be 120
        $after.TcpTimeout | Should -Be 88
    }

    It 'sets all that a service from the pipeline has when nothing is named' {
        $before = Get-LvsService
        Set-LvsService tcp/192.0.2.10:80 -Scheduler sh -SchedulerFlag sh-port -PersistenceTimeout 120 -OnePacket:$false
        $before | Set-LvsService
        $after = Get-LvsService
        $after.Scheduler | Should -Be wrr
        $after.SchedulerFlag | Should -BeNullOrEmpty
        $after.PersistenceTimeout | Should -Be 0
    }

    It 'sets what stands in a row' {
        Get-LvsService | ConvertTo-Json -Depth 4 | ConvertFrom-Json | ForEach-Object { $_.Scheduler = 'lc'; $_ } |
            Set-LvsService -PersistenceTimeout 30
        $after = Get-LvsService
        $after.Scheduler | Should -Be lc
        $after.PersistenceTimeout | Should -Be 30
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
