# A real server for tests: a network namespace with eth0 on one wire with a namespace beside it, which stands for the director or a
# router. Commands run inside, each in a pwsh of its own, and their objects come back.

$repository = (Resolve-Path "$PSScriptRoot/../..").Path
$node = $null

function Invoke-Checked {
    $output = & $args[0] $args[1..($args.Count - 1)] 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$args ended with ${LASTEXITCODE}: $output" }
    $output
}

function Start-TestNode {
    $module = $env:LVSPS_MODULE
    if (-not $module) {
        $module = Get-ChildItem "$repository/src/Lvs.PowerShell/bin/*/LvsPS/LvsPS.dll" | Sort-Object LastWriteTime |
            Select-Object -Last 1 | ForEach-Object DirectoryName
    }
    $name = "pester-n$PID-$(Get-Random -Maximum 10000)"
    $script:node = [pscustomobject]@{ Name = $name; Peer = "$name-p"; Module = $module }
    try {
        Invoke-Checked ip netns add $name
        Invoke-Checked ip netns add "$name-p"
        Invoke-Checked ip -n $name link set lo up
        Invoke-Checked ip -n $name link add eth0 type veth peer name eth0 netns "$name-p"
        Invoke-Checked ip -n $name addr add 10.9.0.2/24 dev eth0
        Invoke-Checked ip -n $name link set eth0 up
        Invoke-Checked ip -n "$name-p" addr add 10.9.0.1/24 dev eth0
        Invoke-Checked ip -n "$name-p" link set eth0 up
        Invoke-Checked ip -n $name route add default via 10.9.0.1
    }
    catch {
        Stop-TestNode
        throw
    }
}

function Stop-TestNode {
    if (-not $node) { return }
    & ip netns delete $node.Name 2> $null
    & ip netns delete $node.Peer 2> $null
    $script:node = $null
}

# Runs ip, or any other program, inside.
function Invoke-TestNodeProgram { Invoke-Checked nsenter "--net=/run/netns/$($node.Name)" @args }

# Runs cmdlets inside. What they give comes back as objects; errors and warnings are objects of theirs, too, with ErrorId or Warning.
function Invoke-TestNode([string] $Script) {
    $text = @"
`$ProgressPreference = 'SilentlyContinue'
Import-Module '$($node.Module)/LvsPS.psd1'
& { $Script } 2>&1 3>&1 | ForEach-Object {
    if (`$_ -is [Management.Automation.ErrorRecord]) { [pscustomobject]@{ ErrorId = `$_.FullyQualifiedErrorId; Message = "`$_" } }
    elseif (`$_ -is [Management.Automation.WarningRecord]) { [pscustomobject]@{ Warning = `$_.Message } }
    else { `$_ }
} | ConvertTo-Json -Depth 4 -AsArray
"@
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))
    $json = Invoke-Checked nsenter "--net=/run/netns/$($node.Name)" pwsh -NoProfile -NonInteractive -EncodedCommand $encoded
    $lines = @($json | Where-Object { $_ -notlike 'What if:*' })
    if ($lines) { ($lines -join "`n") | ConvertFrom-Json | ForEach-Object { $_ } }
}

# A kernel variable inside: net.ipv4.conf.all.arp_ignore.
function Get-TestNodeSysctl([string] $Name) { Invoke-TestNodeProgram sysctl -n $Name }

# Whether the neighbour gets an answer to ARP for an address.
function Test-TestNodeArp([string] $Address) {
    $peer = "--net=/run/netns/$($node.Peer)"
    & nsenter $peer ip neigh flush dev eth0
    & nsenter $peer ip route replace "$Address/32" dev eth0
    & nsenter $peer bash -c "echo x > /dev/udp/$Address/9" 2> $null
    $limit = [Diagnostics.Stopwatch]::StartNew()
    do {
        Start-Sleep -Milliseconds 50
        $state = & nsenter $peer ip neigh show to $Address
    } while ($state -match 'INCOMPLETE' -and $limit.Elapsed.TotalSeconds -lt 10)
    [bool] ($state -match 'lladdr')
}

function Get-TestNode { $node }

Export-ModuleMember -Function *-Test*
