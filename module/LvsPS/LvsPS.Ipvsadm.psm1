# A plain function, and no cmdlet: a cmdlet would take -p, -w, -e and others of ipvsadm's options for beginnings of PowerShell's
# own common parameters, while a function without a param block is given every word as it stands. The cmdlet that does the work is
# a class of LvsPS.dll, from which the help comes as well. Of its parameters only -Director can be given, as the first word.

# .EXTERNALHELP LvsPS.dll-Help.xml
function Invoke-Ipvsadm {
    $command = [System.Management.Automation.CmdletInfo]::new('Invoke-Ipvsadm', [LvsPS.Commands.InvokeIpvsadmCommand])
    if ($args.Count -ge 2 -and $args[0] -eq '-Director') {
        $input | & $command -Director $args[1] -ArgumentList @($args | Select-Object -Skip 2)
    }
    else {
        $input | & $command -ArgumentList $args
    }
}

Set-Alias -Name ipvsadm -Value Invoke-Ipvsadm
Export-ModuleMember -Function Invoke-Ipvsadm -Alias ipvsadm
