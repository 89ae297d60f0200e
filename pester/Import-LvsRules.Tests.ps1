BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Import-LvsRules' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    # Both files of a user's pair of directors, with VRRP, health checks, comments and all: from the heading to the next command or
    # headline of the document.
    It 'reads the keepalived.conf of the <role> director as it stands' -ForEach @(
        @{ role = 'first'; place = 0; warnings = 'vrrp_instance', 'health checks' }
        @{ role = 'second'; place = 1; warnings = 'vrrp_instance', "'sorry_server 127.0.0.1 80'", 'health checks' }
    ) {
        $document = Get-Content -Raw "$PSScriptRoot/../tests/seeds/003_*.txt"
        $conf = Join-Path $TestDrive keepalived.conf
        [regex]::Matches($document, '(?ms)^\t! Configuration File.*?(?=^\t~\]#|^\*\*)')[$place].Value | Set-Content $conf
        Import-LvsRules $conf -WarningVariable left -WarningAction SilentlyContinue
        $service = Get-LvsService
        $service.Service | Should -Be 'tcp/192.168.179.10:80'
        $service.Scheduler | Should -Be wrr
        $service.PersistenceTimeout | Should -Be 0
        $servers = Get-LvsRealServer
        $servers.Endpoint | Should -Be '192.168.179.52:80', '192.168.179.53:80'
        $servers.Weight | Should -Be 1, 2
        $servers.ForwardingMethod | Should -Be DirectRouting, DirectRouting
        $left.Count | Should -Be $warnings.Count
        foreach ($warning in $warnings) { "$left" | Should -BeLike "*$warning*" }
    }

    It 'does not take <what> for the wish to have no rules' -ForEach @(
        @{ what = 'an empty pipeline'; import = { @() | Import-LvsRules -ErrorAction Stop } }
        @{ what = 'an empty text'; import = { '' | Import-LvsRules -ErrorAction Stop } }
        @{ what = 'a file that is not there'; import = { Get-Item "$TestDrive/no*.json" | Import-LvsRules -ErrorAction Stop } }
    ) {
        $import | Should -Throw '*Nothing came down the pipeline*Clear-LvsRules*' -ErrorId 'NoRules,*'
        @(Get-LvsService).Count | Should -Be 1
    }

    It 'has nothing to add when nothing comes with -Merge' {
        @() | Import-LvsRules -Merge -ErrorAction Stop
        @(Get-LvsService).Count | Should -Be 1
    }

    It 'changes nothing when one pattern fits no file' {
        '{"services":[]}' | Set-Content (Join-Path $TestDrive one.json)
        { Import-LvsRules "$TestDrive/one*.json", "$TestDrive/two*.json" -ErrorAction Stop } |
            Should -Throw '*two*.json*no such file*' -ErrorId 'InvalidRuleFile,*'
        @(Get-LvsService).Count | Should -Be 1
    }

    It 'changes nothing when one object of several is $null' {
        { Get-LvsService | ForEach-Object { $_; $null } | Import-LvsRules -ErrorAction Stop } |
            Should -Throw '*$null*' -ErrorId 'InvalidRuleObject,*'
        @(Get-LvsService).Count | Should -Be 1
    }

    It 'names a number that is too large, and does not cut it' {
        { '{"Protocol":"tcp","Address":"192.0.2.70","Port":4294967376,"Scheduler":"rr"}' | ConvertFrom-Json |
            Import-LvsRules -Merge -ErrorAction Stop } | Should -Throw '*4294967376*Port*' -ErrorId 'InvalidRuleObject,*'
        @(Get-LvsService).Count | Should -Be 1
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

    It 'names the line of a wrong value among ten thousand lines of JSON' {
        $lines = @('{"services":[{"protocol":"tcp","address":"192.0.2.60","port":80,"realServers":[') +
            @(1..10000 | ForEach-Object {
                '{{"address":"10.1.{0}.{1}","port":80,"weight":1}}{2}' -f [math]::Floor($_ / 250), ($_ % 250 + 1), ',]'[[int]($_ -eq 10000)]
            }) + '}]}'
        $lines[7000] = $lines[7000] -replace '"weight":1', '"weight":"heavy"'
        $file = Join-Path $TestDrive big.json
        $lines | Set-Content $file
        { Import-LvsRules $file -ErrorAction Stop } | Should -Throw '*big.json:7001*heavy*' -ErrorId 'InvalidRuleFile,*'
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

    It 'takes back JSON whose depth did not reach the real servers' {
        Add-LvsRealServer tcp/192.0.2.10:80 10.0.0.13 -ForwardingMethod Tunnel -TunnelType Gue -TunnelPort 6080 -UpperThreshold 9
        Suspend-LvsRealServer tcp/192.0.2.10:80 10.0.0.12 8080
        $null = New-LvsService -FirewallMark 7 -Scheduler sh -SchedulerFlag sh-port, sh-fallback
        $default = Get-LvsService | ConvertTo-Json -WarningAction SilentlyContinue
        $shallow = Get-LvsService | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue
        foreach ($json in $default, $shallow) {
            $json | ConvertFrom-Json | Compare-LvsRules | Should -BeNullOrEmpty
            Clear-LvsRules -Force
            $json | ConvertFrom-Json | Import-LvsRules
            (Get-LvsRealServer).Weight | Should -Be 2, 0, 1
            $json | ConvertFrom-Json | Compare-LvsRules | Should -BeNullOrEmpty
        }
    }

    It 'makes the same services of JSON by New-LvsService and Add-LvsRealServer' {
        $null = New-LvsService -FirewallMark 7 -Scheduler sh -SchedulerFlag sh-port, sh-fallback
        $services = Get-LvsService | ConvertTo-Json -WarningAction SilentlyContinue
        $servers = Get-LvsRealServer | ConvertTo-Json
        $before = Export-LvsRules
        Clear-LvsRules -Force
        $null = $services | ConvertFrom-Json | New-LvsService
        $servers | ConvertFrom-Json | Add-LvsRealServer
        Export-LvsRules | Should -Be $before
    }

    It 'names -Depth where nothing is left of the real servers' {
        $rows = Get-LvsService | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        foreach ($depth in 1, 2) {
            $cut = @($rows, $rows) | ConvertTo-Json -Depth $depth -WarningAction SilentlyContinue
            { $cut | ConvertFrom-Json | Select-Object -First 1 | Import-LvsRules -ErrorAction Stop } |
                Should -Throw '*-Depth 4*' -ErrorId 'InvalidRuleObject,*'
        }
        @(Get-LvsRealServer).Count | Should -Be 2
    }

    It 'gives what it did with -PassThru' {
        '{"services":[]}' | Import-LvsRules -PassThru | ForEach-Object Action | Select-Object -Unique | Should -Be Removed
    }
}
