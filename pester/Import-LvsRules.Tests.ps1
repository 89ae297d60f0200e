BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Import-LvsRules' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'reads the keepalived.conf of a user as it stands' {
        $conf = Join-Path $TestDrive keepalived.conf
        @'
! Configuration File for keepalived
virtual_server 192.168.179.10 80 {
    delay_loop 6
    lb_algo wrr
    lb_kind DR
    #persistence_timeout 50
    protocol TCP
    sorry_server 127.0.0.1 80  #when all are down
    real_server 192.168.179.52 80 {
        weight 1
        TCP_CHECK {
            connect_port 80
        }
    }
    real_server 192.168.179.53 80 {
        weight 2
    }
}
'@ | Set-Content $conf
        Import-LvsRules $conf -WarningVariable left -WarningAction SilentlyContinue
        (Get-LvsService).Service | Should -Be 'tcp/192.168.179.10:80'
        (Get-LvsRealServer).Weight | Should -Be 1, 2
        $left.Count | Should -Be 2
    }

    It 'reads ipvsadm-save' {
        '-A -t 192.0.2.50:80 -s rr', '-a -t 192.0.2.50:80 -r 10.0.0.1:80 -g -w 4' | Import-LvsRules -Merge
        (Get-LvsRealServer tcp/192.0.2.50:80).Weight | Should -Be 4
        @(Get-LvsService).Count | Should -Be 2
    }

    It 'prints the plan with -WhatIf and changes nothing' {
        $file = Join-Path $TestDrive empty.json
        '{"services":[]}' | Set-Content $file
        Import-LvsRules $file -WhatIf
        @(Get-LvsService).Count | Should -Be 1
    }

    It 'names file, line and value of one bad line in ten thousand, and applies nothing' {
        $lines = @('-A -t 192.0.2.60:80 -s rr') + (1..9999 |
            ForEach-Object { "-a -t 192.0.2.60:80 -r 10.1.$([math]::Floor($_ / 250)).$($_ % 250 + 1):80 -g -w 1" })
        $lines[7000] = $lines[7000] -replace '10\.1\.', '10.1.x.'
        $file = Join-Path $TestDrive big.rules
        $lines | Set-Content $file
        { Import-LvsRules $file -ErrorAction Stop } | Should -Throw "*big.rules:7001*10.1.x.*" -ErrorId 'InvalidRuleFile,*'
        (Get-LvsService).Service | Should -Be 'tcp/192.0.2.10:80'
    }

    It 'names the line that the director refuses' {
        $file = Join-Path $TestDrive refused.json
        @'
{"services":[
 {"protocol":"tcp","address":"192.0.2.1","port":80,"realServers":[
   {"address":"10.0.0.1","port":80},
   {"address":"2001:db8::1","port":80}]}]}
'@ | Set-Content $file
        { Import-LvsRules $file -ErrorAction Stop } | Should -Throw '*refused.json:4*' -ErrorId 'FamilyMismatch,*'
    }

    It 'takes back services from JSON, CSV and Clixml' {
        $file = Join-Path $TestDrive services.xml
        $json = Get-LvsService | ConvertTo-Json -Depth 4
        $csv = Get-LvsService | ConvertTo-Csv
        Get-LvsService | Export-Clixml $file
        foreach ($rows in ($json | ConvertFrom-Json), ($csv | ConvertFrom-Csv), (Import-Clixml $file)) {
            $rows | Compare-LvsRules | Should -BeNullOrEmpty
            Clear-LvsRules -Force
            $rows | Import-LvsRules
            (Get-LvsRealServer).Weight | Should -Be 2, 3
        }
    }

    It 'gives what it did with -PassThru' {
        '{"services":[]}' | Import-LvsRules -PassThru | ForEach-Object Action | Select-Object -Unique | Should -Be Removed
    }
}
