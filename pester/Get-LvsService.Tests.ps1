BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsService' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'lists like ipvsadm -Ln' {
        $text = (Get-LvsService | Out-String) -split "`n"
        $text[1] | Should -Match '^Prot LocalAddress:Port Scheduler Flags'
        $text | Should -Contain 'TCP  192.0.2.10:80 wrr'
        ($text -match '10.0.0.11:8080 ').TrimEnd() |
            Should -BeLike '  -> 10.0.0.11:8080               Masq    2      0          0'
    }

    It 'finds by identity, wildcard and filter' {
        $null = New-LvsService -Protocol Udp -Address 2001:db8::1 -Port 53 -Scheduler rr
        (Get-LvsService 'udp/[2001:db8::1]:53').Scheduler | Should -Be rr
        (Get-LvsService tcp/*).Service | Should -Be 'tcp/192.0.2.10:80'
        (Get-LvsService -Scheduler rr).Protocol | Should -Be udp
        (Get-LvsService -Address 192.*).Port | Should -Be 80
        Get-LvsService sctp/* | Should -BeNullOrEmpty
    }

    It 'names a service that is not there' {
        { Get-LvsService tcp/192.0.2.99:80 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ServiceNotFound,LvsPS.Commands.GetLvsServiceCommand'
    }

    It 'ends with one error when the director is away' {
        { 'tcp/1.1.1.1:1' | Get-LvsService -Director /nowhere/s } | Should -Throw -ErrorId 'DirectorNotRunning,*'
    }

    It 'completes services quickly, and is silent without a director' {
        $line = 'Get-LvsService tcp'
        $found = [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches
        $found.CompletionText | Should -Contain 'tcp/192.0.2.10:80'
        $time = Measure-Command { $null = [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null) }
        $time.TotalMilliseconds | Should -BeLessThan 200
        $Error.Clear()
        $line = 'Get-LvsService -Director /nowhere/s tcp'
        $time = Measure-Command { $null = [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null) }
        $time.TotalMilliseconds | Should -BeLessThan 200
        $Error.Count | Should -Be 0
    }
}
