@{
    RootModule             = 'LvsPS.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f3c1d0e-2a4b-4f0b-9c58-3d5b7f4e8a21'
    Author                 = 'The LvsPS developers'
    CompanyName            = 'LvsPS'
    Copyright              = '(c) The LvsPS developers'
    Description            = 'Linux Virtual Server from PowerShell: virtual services, real servers and connections of an lvsd director.'
    CompatiblePSEditions   = @('Core')
    PowerShellVersion      = '7.4'
    FormatsToProcess       = @('LvsPS.format.ps1xml')
    TypesToProcess         = @('LvsPS.types.ps1xml')
    NestedModules          = @('LvsPS.Ipvsadm.psm1')
    FunctionsToExport      = @('Invoke-Ipvsadm')
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Add-LvsRealServer'
        'Add-LvsVirtualAddress'
        'Clear-LvsRules'
        'Compare-LvsRules'
        'Connect-LvsDirector'
        'Disable-LvsRealServerHost'
        'Disconnect-LvsDirector'
        'Enable-LvsRealServerHost'
        'Export-LvsRules'
        'Get-LvsConnection'
        'Get-LvsDirector'
        'Get-LvsFirewallMark'
        'Get-LvsRealServer'
        'Get-LvsService'
        'Get-LvsSetting'
        'Get-LvsStatistic'
        'Get-LvsSyncDaemon'
        'Get-LvsTimeout'
        'Get-LvsVirtualAddress'
        'Import-LvsRules'
        'New-LvsFirewallMark'
        'New-LvsService'
        'Remove-LvsConnection'
        'Remove-LvsFirewallMark'
        'Remove-LvsRealServer'
        'Remove-LvsService'
        'Remove-LvsVirtualAddress'
        'Reset-LvsStatistic'
        'Resume-LvsRealServer'
        'Set-LvsRealServer'
        'Set-LvsService'
        'Set-LvsSetting'
        'Set-LvsTimeout'
        'Start-LvsDirector'
        'Start-LvsSyncDaemon'
        'Stop-LvsDirector'
        'Stop-LvsSyncDaemon'
        'Suspend-LvsRealServer'
        'Test-LvsDirector'
        'Test-LvsRealServerHost'
        'Watch-LvsStatistic'
    )
    AliasesToExport        = @('Clear-LvsRule', 'Compare-LvsRule', 'Export-LvsRule', 'Import-LvsRule', 'ipvsadm')
    PrivateData            = @{
        PSData = @{
            Tags = @('LVS', 'IPVS', 'LoadBalancer', 'XDP', 'Linux')
        }
    }
}
