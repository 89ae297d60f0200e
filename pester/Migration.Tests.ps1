# about_Lvs_Migration keeps its word: each ipvsadm line and the cmdlet below it leave the same rules behind.
BeforeDiscovery {
    $notRoot = (id -u) -ne 0
    $topic = Get-Content "$PSScriptRoot/../module/LvsPS/en-US/about_Lvs_Migration.help.txt"
    $sections = foreach ($index in 0..($topic.Count - 1)) {
        if ($topic[$index] -cmatch '^  [A-Z]') {
            $section = @{ Title = $topic[$index].Trim(); Pairs = [Collections.ArrayList]::new() }
            $section
        }
        if ($topic[$index] -cmatch '^    (ipvsadm.*)$' -and $topic[$index + 1] -cmatch '^      ([A-Z][a-z]+-Lvs.*)$') {
            $null = $section.Pairs.Add(@{ Old = $topic[$index].Trim(); New = $topic[$index + 1].Trim() })
        }
    }
    $sections = $sections | Where-Object { $_.Pairs.Count -gt 0 }
}

Describe 'about_Lvs_Migration' -Skip:$notRoot {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Start-TestDirector
        $ipvsadm = Get-ChildItem "$PSScriptRoot/../src/Lvs.Ipvsadm/bin/*/net10.0/ipvsadm" |
            Sort-Object LastWriteTime | Select-Object -Last 1
        if (-not $ipvsadm) { throw 'There is no ipvsadm. Build it first: dotnet build' }
        $directory = Join-Path (Get-TestDirector).Root 'migration'
        $null = New-Item -ItemType Directory $directory

        function Convert-Path([string] $line) { $line -replace '/(tmp|etc/sysconfig)/', "$directory/" }

        # One side of a section from an empty director on: the rules after every line.
        function Invoke-Side([object[]] $pairs, [string] $side) {
            Clear-TestDirector
            foreach ($pair in $pairs) {
                $line = Convert-Path $pair[$side]
                if ($side -eq 'Old') {
                    $output = bash -c ($line -replace '^ipvsadm', $ipvsadm.FullName) 2>&1
                    if ($LASTEXITCODE -ne 0) { throw "$line ended with ${LASTEXITCODE}: $output" }
                }
                else {
                    $null = Invoke-Expression "$line -ErrorAction Stop"
                }
                "$($pair.Old): $((Export-LvsRules -Format Ipvsadm) -join ' | ')"
            }
        }
    }

    AfterAll { Stop-TestDirector }

    It '<Title>: line by line the same rules' -ForEach $sections {
        $old = Invoke-Side $Pairs Old
        $new = Invoke-Side $Pairs New
        $new | Should -Be $old
        @($new).Count | Should -Be $Pairs.Count
    }
}
