BeforeDiscovery { $notRoot = (id -u) -ne 0 }

Describe 'Get-LvsConnection' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    BeforeEach { Clear-TestDirector; Add-TestService }

    AfterAll { Stop-TestDirector }

    It 'streams connections and filters at the director' {
        Add-TestConnection 5
        $found = Get-LvsConnection -Service udp/10.9.0.1:53
        $found.Count | Should -Be 5
        $found[0].RealServer | Should -Be '10.9.0.3:53'
        $found[0].State | Should -Be UDP
        @(Get-LvsConnection -Client 203.0.113.0/24).Count | Should -Be 0
        @(Get-LvsConnection -RealServer 10.9.0.3 -First 2).Count | Should -Be 2
        @(Get-LvsService udp/* | Get-LvsConnection).Count | Should -Be 5
        ($found | Group-Object RealServer -NoElement).Count | Should -Be 5
    }

    It 'stops for Select-Object -First' {
        Add-TestConnection 5
        @(Get-LvsConnection | Select-Object -First 2).Count | Should -Be 2
        @(Get-LvsConnection -Service udp/10.9.0.1:53).Count | Should -BeGreaterOrEqual 5
    }

    It 'names a filter that cannot be' {
        { Get-LvsConnection -State NOSUCH -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidFilter,*'
    }
}

Describe 'Get-LvsConnection of a million connections' -Skip:$notRoot -Tag Large {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector -Connections 1100000
        Add-TestFlood 1000000
    }

    AfterAll { Stop-TestDirector }

    # A Release build takes 1 to 2 s, and the first time as much again; what stands here holds for a Debug build on a busy machine.
    It 'streams them in seconds, and lvsd holds none of them back' {
        $seconds = foreach ($round in 1..3) {
            $memory = Get-TestMemory
            $watch = [Diagnostics.Stopwatch]::StartNew()
            (Get-LvsConnection | Measure-Object).Count | Should -BeGreaterOrEqual 1000000
            $watch.Elapsed.TotalSeconds
            (Get-TestMemory) - $memory | Should -BeLessThan 64MB
        }
        ($seconds | Measure-Object -Minimum).Minimum | Should -BeLessThan 10
    }

    It 'has the first five at once' {
        $seconds = foreach ($round in 1..5) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            @(Get-LvsConnection | Select-Object -First 5).Count | Should -Be 5
            $watch.Elapsed.TotalSeconds
        }
        ($seconds | Measure-Object -Minimum).Minimum | Should -BeLessThan 0.2
    }

    It 'stops within 200 ms, and lvsd with it' {
        $module = (Get-Module LvsPS).Path
        $milliseconds = foreach ($round in 1..3) {
            $shell = [powershell]::Create().AddScript("Import-Module '$module'; Get-LvsConnection")
            $none = [Management.Automation.PSDataCollection[psobject]]::new()
            $output = [Management.Automation.PSDataCollection[psobject]]::new()
            $run = $shell.BeginInvoke($none, $output)
            while ($output.Count -lt 1000 -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 5 }
            $open = Get-TestSocketCount
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalMilliseconds
            $shell.InvocationStateInfo.State | Should -Be Stopped
            $output.Count | Should -BeLessThan 1000000
            $limit = [Diagnostics.Stopwatch]::StartNew()
            while ((Get-TestSocketCount) -ge $open -and $limit.Elapsed.TotalSeconds -lt 5) { Start-Sleep -Milliseconds 20 }
            Get-TestSocketCount | Should -BeLessThan $open
            $shell.Dispose()
        }
        ($milliseconds | Measure-Object -Minimum).Minimum | Should -BeLessThan 200
    }

    It 'says so when the director dies in the middle' {
        $seen = 0
        $process = (Get-TestDirector).Process
        { Get-LvsConnection | ForEach-Object { if (++$seen -eq 1000) { $process.Kill() } } } |
            Should -Throw '*systemctl status lvsd*' -ErrorId 'ConnectionLost,*'
    }
}
