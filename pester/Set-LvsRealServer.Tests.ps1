BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Set-LvsRealServer' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'changes only what is given' {
        Set-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080 -Weight 9
        $server = Get-LvsRealServer -Address 10.0.0.11
        $server.Weight | Should -Be 9
        $server.ForwardingMethod | Should -Be Masquerade
    }

    It 'takes real servers from the pipeline' {
        (Get-LvsRealServer | Set-LvsRealServer -UpperThreshold 100 -PassThru).UpperThreshold | Should -Be 100, 100
    }

    It 'leaves a suspension alone when another setting of a real server from the pipeline changes' {
        Get-LvsRealServer | Suspend-LvsRealServer
        Get-LvsRealServer | Set-LvsRealServer -UpperThreshold 100
        (Get-LvsRealServer).UpperThreshold | Should -Be 100, 100
        (Get-LvsRealServer | Resume-LvsRealServer -PassThru).Weight | Should -Be 2, 3
    }

    It 'does not undo what changed since the real servers of the pipeline were read' {
        $before = Get-LvsRealServer
        Set-LvsRealServer tcp/192.0.2.10:80 10.0.0.11 8080 -UpperThreshold 7
        ($before | Set-LvsRealServer -Weight 5 -PassThru).UpperThreshold | Should -Be 7, 0
    }

    It 'changes the forwarding method of a tunnel from the pipeline' {
        $null = New-LvsService -Address 192.0.2.11 -Port 80 |
            Add-LvsRealServer -Address 10.0.0.21 -ForwardingMethod Tunnel -TunnelType Gue -TunnelPort 6080 -TunnelChecksum Full
        $changed = Get-LvsRealServer tcp/192.0.2.11:80 | Set-LvsRealServer -ForwardingMethod DirectRouting -PassThru
        $changed.ForwardingMethod | Should -Be DirectRouting
        $changed.TunnelType | Should -BeNullOrEmpty
    }

    It 'sets what stands in a row, and copies a real server beside which nothing is named' {
        $before = Get-LvsRealServer
        'Service,Address,Port,Weight', 'tcp/192.0.2.10:80,10.0.0.11,8080,8' | ConvertFrom-Csv | Set-LvsRealServer -UpperThreshold 9
        $changed = Get-LvsRealServer -Address 10.0.0.11
        $changed.Weight, $changed.UpperThreshold | Should -Be 8, 9
        $before | Set-LvsRealServer
        (Get-LvsRealServer).Weight | Should -Be 2, 3
        (Get-LvsRealServer).UpperThreshold | Should -Be 0, 0
    }

    It 'does nothing with -WhatIf' {
        Get-LvsRealServer | Set-LvsRealServer -Weight 7 -WhatIf
        (Get-LvsRealServer).Weight | Should -Be 2, 3
    }
}
