BeforeDiscovery { $notRoot = (id -u) -ne 0 }

# What every cmdlet says of a director that cannot be asked; one that dies in the middle is in Get-LvsConnection.Tests.ps1.
Describe 'A director that cannot be asked' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
    }

    AfterAll { Stop-TestDirector }

    It 'says which group to join to who may not use the socket' {
        $module = (Get-Module LvsPS).Path
        $script = "Import-Module '$module'; try { Get-LvsService -ErrorAction Stop } catch { " +
            '$_.FullyQualifiedErrorId, $_.CategoryInfo.Category, "$_" }'
        $found = & env HOME=/tmp setpriv --reuid=65534 --regid=65534 --clear-groups pwsh -NoProfile -Command $script
        $found[0] | Should -BeLike 'PermissionDenied,*'
        $found[1] | Should -Be PermissionDenied
        $found[2] | Should -BeLike "*$env:LVS_SOCKET*usermod -aG lvs*"
    }

    It 'names both versions of the API, and what to do' {
        $path = Join-Path $TestDrive other.sock
        $listener = [Net.Sockets.Socket]::new('Unix', 'Stream', 'Unspecified')
        $listener.Bind([Net.Sockets.UnixDomainSocketEndPoint]::new($path))
        $listener.Listen()
        $other = [powershell]::Create().AddScript({
            param($listener)
            $peer = $listener.Accept()
            $null = $peer.Receive([byte[]]::new(4096))
            $answer = "HTTP/1.1 200 OK`r`nLvs-Api-Version: 9`r`nContent-Type: application/json`r`nContent-Length: 2`r`n`r`n[]"
            $null = $peer.Send([Text.Encoding]::ASCII.GetBytes($answer))
        }).AddArgument($listener)
        try {
            $null = $other.BeginInvoke()
            { Get-LvsService -Director $path } |
                Should -Throw '*speaks version 9*speaks version 1*Install the same version*' -ErrorId 'VersionMismatch,*'
        }
        finally {
            $listener.Dispose()
            $other.Dispose()
        }
    }

    It 'is an error of the whole pipeline, told once' {
        $found = $null
        try { 1..3 | ForEach-Object { "tcp/192.0.2.$($_):80" } | Get-LvsService -Director /nowhere/s -ErrorVariable all }
        catch { $found = $_ }
        $found.FullyQualifiedErrorId | Should -BeLike 'DirectorNotRunning,*'
        $found.CategoryInfo.Category | Should -Be ResourceUnavailable
        "$found" | Should -BeLike '*systemctl start lvsd*'
    }
}
