# build.ps1: the package is what a gallery takes, and what is installed can be used.
Describe 'build.ps1' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Harness/LvsdHarness.psm1" -Force
        Import-TestModule
        $configuration = Split-Path -Leaf (Split-Path (Get-Module LvsPS).ModuleBase)
        $script = (Resolve-Path "$PSScriptRoot/../build.ps1").Path
        function Invoke-Task([string] $arguments) {
            pwsh -NoProfile -Command "& '$script' $arguments -Configuration $configuration; exit `$LASTEXITCODE" 2>&1
        }
    }

    Context 'Pack' {
        BeforeAll {
            $output = Invoke-Task "Pack -OutputPath '$TestDrive/out'"
            $package = Get-ChildItem "$TestDrive/out" -Filter *.nupkg
            $unpacked = "$TestDrive/unpacked"
            [IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $unpacked)
            $manifest = Import-PowerShellDataFile "$unpacked/LvsPS.psd1"
        }

        It 'writes one package, named by the manifest' {
            $package.Name | Should -Be "LvsPS.$($manifest.ModuleVersion).nupkg"
        }

        It 'has a specification that agrees with the manifest' {
            $metadata = ([xml] (Get-Content -Raw "$unpacked/LvsPS.nuspec")).package.metadata
            $metadata.id | Should -Be LvsPS
            $metadata.version | Should -Be $manifest.ModuleVersion
            $metadata.authors | Should -Be $manifest.Author
            $metadata.description | Should -Be $manifest.Description
            $tags = $metadata.tags -split ' '
            $tags | Should -Contain PSModule
            $tags | Should -Contain PSEdition_Core
            $tags | Where-Object { $_ -like 'PSCmdlet_*' } | Should -Be @($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_" })
        }

        It 'is a well-formed container: a type for every part, and the way to the specification' {
            $types = ([xml] (Get-Content -Raw -LiteralPath "$unpacked/[Content_Types].xml")).Types.Default.Extension
            $extensions = Get-ChildItem $unpacked -Recurse -File -Force | Where-Object Name -NE '[Content_Types].xml' |
                ForEach-Object { $_.Extension.TrimStart('.') } | Sort-Object -Unique
            $types | Should -Be $extensions
            $relation = ([xml] (Get-Content -Raw "$unpacked/_rels/.rels")).Relationships.Relationship
            $relation.Target | Should -Be '/LvsPS.nuspec'
        }

        It 'holds the module with its help, and nothing of the compiler' {
            foreach ($name in 'LvsPS.dll', 'Lvs.Client.dll', 'LvsPS.format.ps1xml', 'LvsPS.types.ps1xml',
                'en-US/LvsPS.dll-Help.xml', 'en-US/about_LvsPS.help.txt') {
                "$unpacked/$name" | Should -Exist
            }
            Get-ChildItem $unpacked -Recurse -Include *.pdb, LvsPS.xml, Lvs.Client.xml | Should -BeNullOrEmpty
            (Test-ModuleManifest "$unpacked/LvsPS.psd1").ExportedCmdlets.Count | Should -Be $manifest.CmdletsToExport.Count
        }

        It 'is the same again' {
            $before = (Get-FileHash $package.FullName).Hash
            $null = Invoke-Task "Pack -OutputPath '$TestDrive/out'"
            (Get-FileHash $package.FullName).Hash | Should -Be $before
        }
    }

    It 'Install puts the module where pwsh finds it by name' {
        $old = $env:XDG_DATA_HOME
        $env:XDG_DATA_HOME = "$TestDrive/data"
        try {
            $null = Invoke-Task Install
            $found = pwsh -NoProfile -Command `
                '(Get-Command Get-LvsService).Module.ModuleBase; (Get-Help Get-LvsService).Synopsis; (Get-Help about_LvsPS).Length'
        }
        finally { $env:XDG_DATA_HOME = $old }
        $found[0] | Should -BeLike "$TestDrive/data/powershell/Modules/LvsPS/*"
        $found[1] | Should -BeLike 'Gets virtual services*'
        [int] $found[2] | Should -BeGreaterThan 1000
    }

    It 'ends with 1 and one line when there is nothing to pack' {
        $output = pwsh -NoProfile -Command "
            Copy-Item '$script' '$TestDrive/build.ps1'
            & '$TestDrive/build.ps1' Pack; exit `$LASTEXITCODE" 2>&1
        $LASTEXITCODE | Should -Be 1
        $output -join "`n" | Should -BeLike '*Build it first*'
    }

    It 'every script of the repository parses' {
        $files = git -C "$PSScriptRoot/.." ls-files '*.ps1' '*.psm1' '*.psd1' | ForEach-Object { "$PSScriptRoot/../$_" }
        $files.Count | Should -BeGreaterThan 30
        foreach ($file in $files) {
            $errors = $null
            $null = [Management.Automation.Language.Parser]::ParseFile($file, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty -Because $file
        }
    }
}
