# Sends one UDP datagram to 10.9.0.1:53 from each of so many clients: 100.64.0.0 and on, 50,000 ports each. Runs in the client's
# network namespace; a raw socket lets it be whoever it says it is.
param([int] $Count, [int] $PerSecond = 150000)

$portsEach = 50000
$packet = [byte[]]::new(32)
$packet[0] = 0x45
$packet[8] = 64
$packet[9] = 17
[Net.IPAddress]::Parse('10.9.0.1').GetAddressBytes().CopyTo($packet, 16)
$packet[23] = 53
$packet[25] = 12

$socket = [Net.Sockets.Socket]::new('InterNetwork', 'Raw', [Net.Sockets.ProtocolType]255)
$socket.Connect([Net.IPEndPoint]::new([Net.IPAddress]::Parse('10.9.0.1'), 0))
$watch = [Diagnostics.Stopwatch]::StartNew()
for ($sent = 0; $sent -lt $Count; $sent++) {
    $client = [Math]::DivRem($sent, $portsEach, [ref] $null)
    $port = 1024 + $sent % $portsEach
    $packet[12] = 100
    $packet[13] = 64
    $packet[15] = $client
    $packet[20] = $port -shr 8
    $packet[21] = $port -band 255
    $null = $socket.Send($packet)
    if ($sent % 1000 -eq 0) {
        while ($watch.Elapsed.TotalSeconds * $PerSecond -lt $sent) { [Threading.Thread]::Sleep(1) }
    }
}
$socket.Dispose()
